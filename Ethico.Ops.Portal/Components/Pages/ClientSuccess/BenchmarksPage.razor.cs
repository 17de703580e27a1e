using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A client beside others like it. Where there are too few, there is no number.</summary>
public sealed partial class BenchmarksPage
{
    private BenchmarkPage? page;
    private Refusal? refusal;
    private (OrganizationId, CohortKind)? shown;

    [Inject]
    public required ClientBenchmarks Benchmarks { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [SupplyParameterFromQuery]
    public string? Cohort { get; set; }

    private CohortKind Chosen => PlatformCodes.Find<CohortKind>(Cohort) ?? CohortKind.All;

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("cohort", Cohort, PlatformCodes.Find<CohortKind>(Cohort) is not null));

    private bool IsStale => page?.Day < Calendar.LastDue(NightKind.Benchmark, Workspace.Now);

    private string LeadText => page?.Day is { } day ? $"Compared with other clients, as of {HealthWording.Day(day)}." : "Compared with other clients.";

    protected override Task OnParametersSetAsync() => shown == (Tenant, Chosen) ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        shown = (Tenant, Chosen);
        var ct = Newest();
        (page, refusal) = (null, null);
        var found = await Benchmarks.ReadAsync(await ActAsync(), Tenant, Chosen, ct);
        ct.ThrowIfCancellationRequested();
        (page, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private string CohortHref(CohortKind kind) => Navigation.GetUriWithQueryParameter("cohort", kind is CohortKind.All ? null : kind.Stored());

    private static string Quarter(BenchmarkView view, bool isBetter) =>
        view.Reading.HasTooFewPeers ? "–" : Figure(view, isBetter == view.LowerIsBetter ? view.Reading.P25 : view.Reading.P75);

    internal static string Words(CohortKind kind) => kind switch
    {
        CohortKind.All => "All clients", CohortKind.Industry => "Same industry", CohortKind.Size => "Same size", _ => "Same industry and size",
    };

    private static string Name(BenchmarkMetric metric) => metric switch
    {
        BenchmarkMetric.ActiveShare => "Share of active accounts", BenchmarkMetric.AttestationCompletion => "Attestations completed", BenchmarkMetric.CasesOnTime => "Cases on time",
        BenchmarkMetric.DaysToClose => "Days to close, median", BenchmarkMetric.FeatureBreadth => "Feature breadth", BenchmarkMetric.TicketsPer100 => "Weighted tickets per 100 accounts",
        _ => "Reports received per 100 employees",
    };

    private static string Figure(BenchmarkView view, decimal? value) => (value, view.Metric) switch
    {
        (null, _) => "–",
        (_, BenchmarkMetric.DaysToClose or BenchmarkMetric.TicketsPer100 or BenchmarkMetric.ReportsPer100) => HealthWording.Tenth(value.Value),
        _ => HealthWording.Tenth(value.Value) + " %",
    };
}
