using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>Says what an export by the page's filter will hold, and whether it can be verified, before anybody takes it.</summary>
public sealed partial class ExportDialog
{
    private Outcome<AuditFilter>? parsed;

    [Inject]
    public required Workspace Workspace { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required AuditAddress Address { get; set; }

    /// <summary>The role sees its own entries only.</summary>
    [Parameter]
    public bool IsOwnOnly { get; set; }

    private bool IsVerifiable => !IsOwnOnly && parsed is { IsAllowed: true, Value.Extent: not AuditExtent.Filtered };

    private SortedDictionary<string, string> Words => parsed is { IsAllowed: true } ? parsed.Value.ToWords() : [];

    private string Holds => (IsOwnOnly, parsed?.Value.Extent) switch
    {
        (true, _) => "Your own entries, as far as the filter below fits them.",
        (_, AuditExtent.Everything) => "The whole trail, from its first entry.",
        (_, AuditExtent.WholeStreams) => "Every stream with an entry in what is below, each from its first entry: more than the list shows.",
        _ => "The entries that fit this filter.",
    };

    private string Href
    {
        get
        {
            var input = Address.ToInput(Workspace.Now);
            return PortalUrls.With(PortalUrls.AuditZip, [.. (Address with { Time = null }).ToQuery(), ("from", input.From), ("to", input.To)]);
        }
    }

    protected override void OnParametersSet() => parsed = AuditFilter.Parse(Address.ToInput(Workspace.Now));
}
