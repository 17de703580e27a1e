using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The way back, name and tabs of a client, in the same places on each of its pages. Without the right to it, none of them: the page below says why.</summary>
public sealed partial class ClientHead
{
    private OrganizationId? shown;
    private ClientFileView? client;

    [Inject]
    public required ClientFiles Files { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>Of a page that reads it with its own rows, empty until then. Null: it is read here.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What the page below was answered.</summary>
    [Parameter, EditorRequired]
    public required Refusal? Refusal { get; set; }

    [Parameter]
    public string? Lead { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }

    [Parameter]
    public RenderFragment? Beside { get; set; }

    private string Title => (Name ?? client?.Name) is { Length: > 0 } name ? name : "Client";

    protected override async Task OnParametersSetAsync()
    {
        if (Name is not null || shown == Tenant)
            return;
        shown = Tenant;
        client = null;
        var ct = Newest();
        var found = await Files.HeadAsync(await ActAsync(), Tenant, ct);
        client = found.IsAllowed ? found.Value : null;
    }
}
