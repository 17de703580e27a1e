using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>One entry whole, beside the list it was found in.</summary>
public sealed partial class EntryPanel
{
    private AuditEntryView? view;
    private Refusal? refusal;

    [Inject]
    public required AuditBook Book { get; init; }

    [Parameter, EditorRequired]
    public required AuditEntryId Id { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    [Parameter]
    public bool MayNarrowByOperator { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        (view, refusal) = (null, null);
        var found = await Book.EntryAsync(await ActAsync(), Id, LeaveToken);
        LeaveToken.ThrowIfCancellationRequested();
        (view, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }
}
