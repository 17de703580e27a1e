using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Portal.Commands;

/// <summary>
/// <c>night</c>: does at once what the ledger of owed days says, on the portal's own database, and ends. Whoever may start the
/// process may start the night; its entries name the job, not a person.
/// </summary>
internal static class NightCommand
{
    public static bool IsMeant(string[] args) => args is ["night", ..];

    /// <summary>Exit 0: done, or nothing owed; 1: tenants failed, or another node is at it.</summary>
    public static async Task<int> RunAsync(PortalApp portal, TextWriter @out, CancellationToken ct)
    {
        var clock = portal.Services.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        var results = await portal.Services.GetRequiredService<ClientNight>().RunAllAsync(
            new JobFire("client-night", now, string.Create(CultureInfo.InvariantCulture, $"night-{now.ToUnixTimeMilliseconds()}")), ct);
        if (!results.IsAllowed)
        {
            await @out.WriteLineAsync(results.Refusal.Sentence);
            return 1;
        }

        foreach (var result in results.Value)
        {
            await @out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{result.Kind}: {result.State}, {result.Days.Count} days, {result.Failed} tenants failed"));
        }

        return results.Value.All(r => r.State is NightState.Completed or NightState.NothingOwed) ? 0 : 1;
    }
}
