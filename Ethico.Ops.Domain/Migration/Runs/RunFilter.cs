using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Which runs; null is any.</summary>
/// <param name="Text">A reference from its beginning, or the beginning of the tenant's name.</param>
public sealed record RunFilter(RunState? State = null, OrganizationId? Tenant = null, SourceSystem? Source = null, string? Text = null)
{
    public const int TextMost = 100;

    public static RunFilter Everything { get; } = new();
}
