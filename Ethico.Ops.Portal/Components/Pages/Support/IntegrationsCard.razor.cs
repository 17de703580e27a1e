using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>A tenant's integrations with the last proof of each.</summary>
public sealed partial class IntegrationsCard
{
    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<IntegrationState>? Integrations { get; set; }

    private static DateTimeOffset? Proven(IntegrationState one) => (one.LastTestAt, one.LastSyncAt) switch
    {
        ({ } test, { } sync) => test > sync ? test : sync,
        var (test, sync) => test ?? sync,
    };

    private static string Proof(IntegrationState one)
    {
        if (Proven(one) is not { } at)
            return "";
        var (what, ok) = one.LastSyncAt == at ? ("synchronised", one.LastSyncOk) : ("tested", one.LastTestOk);
        return ok is false ? $"{what}, failed, " : $"{what} ";
    }
}
