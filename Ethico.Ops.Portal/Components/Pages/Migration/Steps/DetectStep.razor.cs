using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Step 2: what the file is, why that is believed, and how it reads under it. An override redraws the first rows at once and then reads the whole.</summary>
public sealed partial class DetectStep
{
    private const int Around = 14;
    private const string Unknown = "?";

    private static readonly IReadOnlyList<(FactKind Kind, string[] Options)> Known =
    [
        (FactKind.Encoding, ["utf-8", "windows-1252", "utf-16", "utf-16BE"]),
        (FactKind.Delimiter, [",", ";", "\t", "|", ""]),
        (FactKind.Quote, ["\"", "'", ""]),
        (FactKind.Escape, [nameof(QuoteEscape.Doubled), nameof(QuoteEscape.Backslash)]),
        (FactKind.HeaderLine, ["1", "2", "3", "4", "5", "0"]),
    ];

    private readonly Dictionary<FactKind, string> known = [];
    private DetectionView? view;
    private RevealedSamples? revealed;
    private Refusal? refusal;
    private (RunState, int)? shown;
    private SourceSystem source;
    private string label = "";
    private int sourceOf = -1;
    private bool isLoading;
    private bool isReading;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationDetection Detection { get; init; }

    [Inject]
    public required MigrationSteps Steps { get; init; }

    [Inject]
    public required MigrationRuns Runs { get; init; }

    private bool MayConfirm => Desk.IsMine && Desk.Head.State is RunState.Detected;

    private string? Locked => view switch
    {
        null => "Nothing is detected yet.",
        _ when isReading => "The whole file is being read again with what you chose.",
        { IsWhole: false } => "Only the first rows were read under this choice. Let the whole file be read first.",
        _ when view.First.Facts.FirstOrDefault(f => IsOpen(1, f)) is { } open => $"Choose first: {FactWording.Title(open.Kind).ToLowerInvariant()}.",
        _ when view.Further.FirstOrDefault(f => f.Facts.Any(fact => IsOpen(f.Number, fact))) is { } file =>
            $"Choose first: {FactWording.Title(file.Facts.First(fact => IsOpen(file.Number, fact)).Kind).ToLowerInvariant()} of file {file.Number}.",
        _ => SourceSystems.Name(source, label).Refusal?.Sentence,
    };

    // Which file is meant by what a person knows, where none could be read: 0 is all of them.
    private int knownOf;

    private IReadOnlyList<string> Maskable => view?.Masked ?? [];

    private IReadOnlyList<SampleLine> Lines => revealed?.Lines ?? view?.First.Lines ?? [];

    private string SourceTag => view!.Source.Confidence == 0 ? "please choose" : FactWording.Confidence((double)view.Source.Confidence);

    private string SourceEvidence => view!.Source switch
    {
        { Confidence: 0, Candidates: [] } => "No mark of a known system stands in the header. Generic starts from common names.",
        { Confidence: 0 } => "No system leads clearly enough, so Generic is proposed. Choose another if you know better.",
        var found => $"{SourceSystems.Words(found.System)}: {Marks(found.Candidates[0])}",
    };

    protected override Task OnParametersSetAsync() =>
        shown == (Desk.Head.State, Desk.Head.Version) && view?.IsWhole is true ? Task.CompletedTask : LoadAsync();

    private static string Marks(SourceCandidate found) => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", found.Marks.Take(6).Select(m => $"{m.Header} ({m.Points})"))}{(found.Marks.Count > 6 ? $" and {found.Marks.Count - 6} more" : "")}; {found.KnownHeaders} of {found.Headers} columns known.");

    private static IEnumerable<(string Text, bool IsMark)> Parts(SampleLine line)
    {
        var marks = line.Marks.ToHashSet();
        for (var i = 0; i < line.Text.Length;)
        {
            var (from, isMark) = (i, marks.Contains(i));
            while (i < line.Text.Length && marks.Contains(i) == isMark)
                i++;
            yield return (isMark ? line.Text[from..i] : Short(line.Text[from..i], from == 0, i == line.Text.Length), isMark);
        }
    }

    // What lies between two marked places matters only next to them.
    private static string Short(string text, bool isFirst, bool isLast) =>
        text.Length <= 2 * Around ? text : $"{(isFirst ? "" : text[..Around])} … {(isLast ? "" : text[^Around..])}";

    private string Cell(int row, int column) =>
        view!.First.FirstRows[row].Cells.ElementAtOrDefault(column) is not { } cell ? ""
        : revealed?.Of(view.First.Format.Columns[column])?.Cells.ElementAtOrDefault(row) ?? cell;

    private SourceCandidate? Candidate(SourceSystem system) => view!.Source.Candidates.FirstOrDefault(c => c.System == system);

    private async Task LoadAsync()
    {
        shown = (Desk.Head.State, Desk.Head.Version);
        if (Desk.Head.State is RunState.Uploading or RunState.Uploaded && !Desk.Head.IsOutOfDate(2))
        {
            // What was detected of files that were replaced since is no detection of these.
            view = null;
            return;
        }

        var ct = Newest();
        isLoading = true;
        if (await KeyAsync() is not { } key)
            return;
        var found = await Detection.OpenAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        (isLoading, refusal) = (false, found.Refusal);
        if (found.IsAllowed)
            Take(found.Value);
        else
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
    }

    private void Take(DetectionView? found)
    {
        (view, revealed) = (found, null);
        if (found is null || found.Version == sourceOf)
            return;
        sourceOf = found.Version;
        (source, label) = Desk.Head.Source is { } confirmed ? (confirmed, Desk.Head.SourceLabel ?? "") : (found.Source.System, label);
    }

    private async Task DetectAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        var said = known.Aggregate(FormatChoice.Nothing, (all, fact) => FactWording.With(all, fact.Key, fact.Value));
        var files = knownOf > 0 ? [knownOf] : Enumerable.Range(1, Math.Max(1, Desk.Counts.FilesTotal));
        var choice = files.Aggregate(FormatChoice.Nothing, (all, file) => all.With(file, said));
        await Desk.DoAsync((key, ct) => Steps.DetectAsync(key, Desk.Id, choice, Desk.View.Choices?.Version ?? 0, ct));
        isBusy = false;
    }

    private void Say(FactKind kind, string? value)
    {
        if (value is null or Unknown)
            known.Remove(kind);
        else
            known[kind] = value;
    }

    private bool IsOpen(int file, FormatFact fact) => fact.NeedsChoice && !view!.Choice.For(file).Says(fact.Kind);

    private async Task OverrideAsync(int file, FactKind kind, string value)
    {
        if (view is null || isReading || value is Unknown || await KeyAsync() is not { } key)
            return;
        var choice = view.Choice.With(file, FactWording.With(view.Choice.For(file), kind, value));
        isReading = true;
        var looked = await Detection.LookAsync(key, Desk.Id, choice, LeaveToken);
        refusal = looked.Refusal;
        if (looked.IsAllowed)
        {
            (view, revealed) = (looked.Value, null);
            StateHasChanged();
            var read = await Detection.OverrideAsync(key, Desk.Id, choice, LeaveToken);
            refusal = read.Refusal;
        }

        isReading = false;
        if (refusal is null)
            await LoadAsync();
        else
            await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private async Task ConfirmAsync()
    {
        if (isBusy || view is null || Locked is not null)
            return;
        isBusy = true;
        var confirmed = new FormatConfirmed(view.First.Format, source, source is SourceSystem.Generic ? label.Trim() : null);
        await Desk.DoAsync((key, ct) => Steps.ConfirmFormatAsync(key, Desk.Id, confirmed, Desk.View.Format?.Version ?? 0, ct));
        isBusy = false;
    }

    private Task ReopenAsync() => Desk.DoAsync((key, ct) => Runs.ReopenAsync(key, Desk.Id, 2, ct));
}
