using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Finds whose rows stop a batch. A refusal (busy, away, lease lost) ends the run; an exception is somebody's rows, and is narrowed down
/// to whose.
/// </summary>
internal sealed class TenantHalving(INightBook book)
{
    /// <param name="tenants">Whom to work on; null: everybody, in one piece.</param>
    /// <param name="work">Does it for some, and throws where one of them has rows that cannot be worked on.</param>
    /// <param name="alone">What becomes of the one it was.</param>
    /// <param name="ct">Ends it between two batches.</param>
    public async Task<Refusal?> RunAsync(
        IReadOnlyList<OrganizationId>? tenants, Func<IReadOnlyList<OrganizationId>?, Task<Refusal?>> work,
        Func<OrganizationId, Exception, Task<Refusal?>> alone, CancellationToken ct)
    {
        try
        {
            return await work(tenants);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (tenants is [var one])
                return await alone(one, fault);
            if (tenants is null)
            {
                var all = await book.TenantsAsync(ct);
                if (!all.IsAllowed)
                    return all.Refusal;
                tenants = all.Value;
            }

            foreach (var half in tenants.Chunk(Math.Max(1, (tenants.Count + 1) / 2)))
            {
                if (await RunAsync(half, work, alone, ct) is { } refusal)
                    return refusal;
            }

            return null;
        }
    }
}
