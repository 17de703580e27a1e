using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The entered tenant's cases, masked. The address is all of its state.</summary>
public sealed partial class CasesPage
{
    private CaseListAddress address = new();
    private CaseList? list;
    private CaseChoices? choices;
    private IReadOnlyList<FilterSpec> filters = [];
    private Refusal? refusal;
    private (CaseListAddress, string?)? shown;

    [Inject]
    public required CaseBook Cases { get; init; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery]
    public string? Category { get; set; }

    [SupplyParameterFromQuery]
    public string? Handler { get; set; }

    [SupplyParameterFromQuery]
    public string? Opened { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Term { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string? CsvHref => list is null || Workspace.Session is not { } open ? null
        : PortalUrls.With(PortalUrls.CasesCsv, [("session", open.Id.ToString()), .. address.ToQuery()]);

    private long? CsvRows => list is null ? null : Math.Min(list.Page.Total ?? CaseBook.ExportMost, CaseBook.ExportMost);

    private string FilteredText => string.IsNullOrWhiteSpace(Term)
        ? "Take a filter away, or look for something else."
        : "A reference is found by its beginning. Titles, names and texts are not searched.";

    protected override Task OnParametersSetAsync()
    {
        address = new() { Status = Status, Severity = Severity, Category = Category, Handler = Handler, Opened = Opened, Term = Term, SortBy = Sort };
        filters = Filters();
        // Drawn again by the shell with the same address: nothing to read, and nothing to leave an entry of.
        return shown == (address, After) ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        shown = (address, After);
        var ct = Newest();
        (list, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = await Cases.ListAsync(key, new CaseQuery(address.ToFilter(Workspace.Now), address.Sort, After, WithChoices: choices is null), ct);
        ct.ThrowIfCancellationRequested();
        if (!found.IsAllowed)
        {
            refusal = found.Refusal;
            await Workspace.CheckAsync(refusal, LeaveToken);
            return;
        }

        list = found.Value;
        choices ??= list.Choices;
        filters = Filters();
    }

    private Task SeekAsync(string term)
    {
        Navigation.NavigateTo(PortalUrls.With(PortalUrls.WorkspaceCases, (address with { Term = term }).ToQuery()));
        return Task.CompletedTask;
    }

    private IReadOnlyList<FilterSpec> Filters() =>
    [
        new("status", "Status",
            [
                new(CaseListAddress.Open, "Open & in progress", IsAlone: true),
                .. Enum.GetValues<CaseStatus>().Select(s => new FilterOption(s.Stored(), s.Word())),
                new(CaseListAddress.Any, "Any status", IsAlone: true),
            ],
            IsMany: true, Default: CaseListAddress.Open, Neutral: CaseListAddress.Any),
        new("severity", "Severity", [.. Enum.GetValues<CaseSeverity>().Reverse().Select(s => new FilterOption(s.Stored(), s.Word()))], IsMany: true),
        new("category", "Category", [.. (choices?.Categories ?? []).Select(c => new FilterOption(c.Id.ToString(), (c.Parent is null ? c.Name : $"{c.Parent} › {c.Name}") + (c.IsActive ? "" : " (no longer used)")))]),
        new("handler", "Handler", [.. (choices?.Handlers ?? []).Select(h => new FilterOption(h.Id.ToString(), h.NameMasked + (h.IsEnabled ? "" : " (disabled)")))]),
    ];
}
