using Ethico.Ops.Domain.Migration;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>What each word of the source means for one target. What is unknown stays open: there is no default behind the scenes.</summary>
public sealed partial class ValueMapCard
{
    private const string Create = "create:";
    private const string Keep = "keep:";
    private const string Blank = "blank:";
    private const string Code = "code:";
    private int most = 200;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public required MapDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required ValueBoard Board { get; set; }

    private IEnumerable<ValueLine> Shown => Board.Lines.Take(most);

    private IReadOnlyList<ValueLine> Suggested => [.. Board.Lines.Where(l => l.IsOpen && l.Taken() is not null)];

    // Asked where figures were open, and shown with its answer from then on.
    private SeverityScale? Scale =>
        Board.Target.Codes == TargetCodes.Severity && (OpenFigures.Count > 0 || Answer is not null) ? SeverityScale.Of(Board.Lines.Select(l => l.SourceValue)) : null;

    private IReadOnlyList<string> Figures =>
        [.. Board.Lines.Select(l => l.SourceValue).Where(v => SeverityScale.FigureOf(v) is not null).OrderBy(v => SeverityScale.FigureOf(v)).ThenBy(v => v, StringComparer.Ordinal).Take(12)];

    private IReadOnlyList<ValueLine> OpenFigures => [.. Board.Lines.Where(l => l.IsOpen && SeverityScale.FigureOf(l.SourceValue) is not null)];

    // What stands is one of the two answers, or a person's own; the suggestions of a source that is known are no answer.
    private bool? Answer
    {
        get
        {
            var lines = Board.Lines.Where(l => SeverityScale.FigureOf(l.SourceValue) is not null).ToList();
            if (Board.Target.Codes != TargetCodes.Severity || SeverityScale.Of(lines.Select(l => l.SourceValue)) is not { } scale || lines.Exists(l => l.IsOpen || l.Suggestion.Match is ValueMatch.Exact))
                return null;
            foreach (var isLeast in new[] { true, false })
                if (lines.TrueForAll(l => l.Entry!.TargetValue == scale.CodeOf(SeverityScale.FigureOf(l.SourceValue)!.Value, isLeast)))
                    return isLeast;
            return null;
        }
    }

    private Task AnswerAsync(bool isLeastWorst)
    {
        var values = Board.Lines.Select(l => l.SourceValue).ToList();
        var entries = SeverityScale.Of(values)?.Entries(values, isLeastWorst) ?? [];
        return Desk.EditAsync(m => entries.Aggregate(m, (mapping, entry) => mapping.WithValue(Board.Target.Key, entry)));
    }

    private string Id(ValueLine line) => $"value-{Board.Target.Key.Replace('.', '-')}-{Board.Lines.ToList().IndexOf(line)}";

    private string Words(ValueMapEntry entry) =>
        (Board.Target.Codes is { } codes ? codes.Words(entry.TargetValue!) : entry.TargetValue) + (entry.Outcome is { } outcome ? ", " + TargetCodes.Outcome.Words(outcome).ToLowerInvariant() : "");

    private static string Now(ValueLine line) => line.Entry switch
    {
        null => "",
        { KeepAsText: true } => Keep,
        { CreateName: { } name } => Create + name,
        { TargetValue: "" } => Blank,
        { TargetValue: { } value } => Code + value,
        _ => "",
    };

    private IEnumerable<(string Value, string Text)> Options(ValueLine line)
    {
        if (Board.Target.Codes is { } codes)
        {
            foreach (var code in codes.Codes.Where(c => ValueBoard.MayMap(Board.Target, line.SourceValue, c.Code)))
                yield return (Code + code.Code, code.Words);
            if (!Board.Target.IsRequired && line.SourceValue.Length > 0)
                yield return (Blank, "leave it empty");
            yield break;
        }

        // One that an entry names and the tenant no longer has is shown as it is, or nobody would see what is wrong.
        var own = Board.Target.Kind is TargetKind.Category ? Desk.View.Categories : Desk.View.Locations;
        if (line.Entry is { CreateName: { } made })
            yield return (Create + made, $"create “{made}”");
        foreach (var name in CreateNames(line).Where(n => line.Entry?.CreateName != n && !own.Contains(n, StringComparer.OrdinalIgnoreCase)))
            yield return (Create + name, $"create “{name}”");
        if (Board.Target.Kind is TargetKind.Location && line.SourceValue.Length > 0)
            yield return (Keep, "keep as text");
        if (!Board.Target.IsRequired && line.SourceValue.Length > 0)
            yield return (Blank, "leave it empty");
        foreach (var name in own.Concat(line.Entry?.TargetValue is { Length: > 0 } chosen && !own.Contains(chosen, StringComparer.Ordinal) ? [chosen] : []))
            yield return (Code + name, name);
    }

    private static IEnumerable<string> CreateNames(ValueLine line) =>
        new[] { line.Suggestion.StandardCategory?.Name, line.SourceValue }.Where(n => !string.IsNullOrWhiteSpace(n) && n.Length <= MappingRules.CreateNameMost).Distinct(StringComparer.OrdinalIgnoreCase)!;

    private Task ChooseAsync(ValueLine line, string chosen)
    {
        var entry = chosen switch
        {
            "" => new ValueMapEntry(line.SourceValue),
            Keep => new(line.SourceValue) { KeepAsText = true },
            Blank => new(line.SourceValue, ""),
            _ when chosen.StartsWith(Create, StringComparison.Ordinal) => Made(line, chosen[Create.Length..]),
            _ => new(line.SourceValue, chosen[Code.Length..]) { Outcome = chosen[Code.Length..] is CaseStatusCode.Closed ? line.Taken()?.Outcome ?? OutcomeCode.NotRecorded : null },
        };
        return Desk.EditAsync(m => m.WithValue(Board.Target.Key, entry));
    }

    private static ValueMapEntry Made(ValueLine line, string name) => new(line.SourceValue, CreateName: name)
    {
        StandardCode = line.Suggestion.StandardCategory is { } standard && standard.Name == name ? standard.Code : null,
    };

    private Task OutcomeAsync(ValueLine line, string? outcome) =>
        Desk.EditAsync(m => m.WithValue(Board.Target.Key, line.Entry! with { Outcome = string.IsNullOrEmpty(outcome) ? OutcomeCode.NotRecorded : outcome }));

    private Task TakeAllAsync()
    {
        var all = Suggested.Select(l => l.Taken()!).ToList();
        return Desk.EditAsync(m => all.Aggregate(m, (mapping, entry) => mapping.WithValue(Board.Target.Key, entry)));
    }
}
