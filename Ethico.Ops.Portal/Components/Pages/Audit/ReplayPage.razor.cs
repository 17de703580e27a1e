using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>The acts of one session in their order.</summary>
public sealed partial class ReplayPage
{
    private const int Rows = 100;

    private KeysetPage<AuditEntryView>? page;
    private Refusal? refusal;
    private (string, string?)? shown;

    [Inject]
    public required AuditBook Book { get; init; }

    [Parameter]
    public required string Which { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private SessionId? Id => Guid.TryParse(Which, out var id) ? new SessionId(id) : null;

    private string LeadText => page?.Items is [var first, ..] && After is null
        ? string.Create(CultureInfo.InvariantCulture, $"{first.ActorName ?? "Somebody"} in {first.TenantName ?? "a tenant"}{(first.Entry.Ticket is { } ticket ? ", for " + ticket : "")}. Each act in its order; open one for all of it.")
        : "Each act in its order; open one for all of it.";

    protected override Task OnParametersSetAsync() => shown == (Which, After) ? Task.CompletedTask : LoadAsync();

    private string Since(AuditEntryView view)
    {
        var since = view.Entry.At - page!.Items[0].Entry.At;
        return since == TimeSpan.Zero ? "start" : string.Create(CultureInfo.InvariantCulture, $"+{(int)since.TotalMinutes}:{since.Seconds:00}");
    }

    private async Task LoadAsync()
    {
        shown = (Which, After);
        var ct = Newest();
        (page, refusal) = (null, null);
        if (Id is not { } id)
        {
            refusal = AccessRefusals.NotFoundOrNotYours;
            return;
        }

        var found = await Book.ReplayAsync(await ActAsync(), id, After, Rows, ct);
        ct.ThrowIfCancellationRequested();
        (page, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }
}
