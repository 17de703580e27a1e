using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>What the nights did, and the night by hand.</summary>
public sealed partial class NightRuns
{
    private const int Most = 15;
    private NightRunList? list;
    private IReadOnlyList<NightResult>? results;
    private Refusal? refusal;
    private Refusal? fault;
    private bool isRunning;

    [Inject]
    public required NightDesk Desk { get; init; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    // The three of a day stand together, in the order they depend on each other: after an outage the last kind alone would fill the page.
    private IReadOnlyList<NightRunView>? Shown =>
        list is null ? null : [.. list.Runs.OrderByDescending(r => r.Day).ThenBy(r => r.Kind).ThenByDescending(r => r.StartedAt).Skip(Begin).Take(Most)];

    private int Begin => int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var begin) && begin < (list?.Runs.Count ?? 0) ? begin : 0;

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("after", After, list is null || Begin > 0));

    private string? Next => list is { } all && Begin + Most < all.Runs.Count ? (Begin + Most).ToString(CultureInfo.InvariantCulture) : null;

    private string SettledText => string.Create(CultureInfo.InvariantCulture, $"{list!.Settled:N0} of {list.Active:N0} clients have a fresh score or a stated cause");

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        refusal = null;
        var found = await Desk.RunsAsync(await ActAsync(), LeaveToken);
        (list, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private async Task RunAsync()
    {
        if (isRunning)
            return;
        (isRunning, results, fault) = (true, null, null);
        try
        {
            var done = await Desk.RunNowAsync(await ActAsync(), LeaveToken);
            (results, fault) = (done.IsAllowed ? done.Value : null, done.Refusal);
        }
        finally
        {
            isRunning = false;
        }

        await LoadAsync();
    }

    private static string Words(NightResult result) => Title(result.Kind) + result.State switch
    {
        NightState.NothingOwed => "nothing is owed.",
        NightState.Waiting => "waits for what comes before it; try again in ten minutes.",
        NightState.Elsewhere => "another server is at it.",
        NightState.CompletedWithFailures => $"{Days(result)} done; {Wording.Count(result.Failed, "client", "clients")} failed and stand named in the portfolio.",
        _ => $"{Days(result)} done.",
    };

    private static string Days(NightResult result) => result.Days is [var only] ? HealthWording.Day(only) : Wording.Count(result.Days.Count, "day", "days");

    private static string Title(NightKind kind) => kind switch { NightKind.Rollup => "Counting: ", NightKind.Score => "Scoring: ", _ => "Benchmarks: " };

    private static string Name(NightKind kind) => kind switch { NightKind.Rollup => "Roll-up", NightKind.Score => "Scores", _ => "Benchmarks" };

    private static TagTone Tone(NightResult result) => result.State switch
    {
        NightState.Completed => TagTone.Good, NightState.CompletedWithFailures or NightState.Waiting => TagTone.Caution, _ => TagTone.Unknown,
    };

    private static TagTone StateTone(string state) => state switch { "COMPLETED" => TagTone.Good, "RUNNING" => TagTone.Info, "FAILED" => TagTone.Bad, _ => TagTone.Caution };

    private static string Scores(NightRunView run, int count) => run.Kind is NightKind.Score ? PortalUrls.Number(count) : "–";

    private static string Took(TimeSpan span) => span.TotalSeconds < 90 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s") : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min");
}
