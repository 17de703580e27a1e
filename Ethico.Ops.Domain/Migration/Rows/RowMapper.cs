using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A mapping made ready for a million rows: cells in, one record's values and its findings out (migration.md 5, 7, 8). Total: no
/// cell makes it throw. One instance per pass and thread; what rows share (duplicates) is judged by <see cref="RowDuplicates"/>.
/// </summary>
public sealed class RowMapper
{
    private readonly MigrationMapping mapping;
    private readonly RowSetting setting;
    private readonly RowHashes hashes;
    private readonly CompiledFeed[] feeds;
    private readonly KeyMaker key;
    private readonly (int Column, string Name)[] kept;
    private readonly (int Column, string Name)[] noted;
    private readonly (int Column, string Name)[] ignored;
    private readonly CaseRules caseRules;
    private readonly PlaceRules places;
    private readonly ReporterRules reporter;
    private readonly RowDraft draft = new(new MappedRow());
    private readonly PlaceGuess guess;
    private readonly (int Column, bool IsDigits)[] ids;
    private readonly int[] filled;
    private int rows;

    private RowMapper(MigrationMapping mapping, RowSetting setting, RowReferences references, CompiledFeed[] feeds, KeyMaker key)
    {
        (this.mapping, this.setting, this.feeds, this.key) = (mapping, setting, feeds, key);
        References = references;
        hashes = new RowHashes(setting.Run);
        Findings = new RowFindings(setting.Columns);
        var columns = new TargetColumns(feeds);
        kept = Chosen(UnmappedChoice.CustomField);
        noted = Chosen(UnmappedChoice.Notes);
        ignored = [.. mapping.Unmapped.Where(u => u is { Choice: UnmappedChoice.Ignore, Confirmed: false } && setting.NumberOf(u.Column) > 0)
            .Select(u => (setting.NumberOf(u.Column), u.Column))];
        filled = new int[ignored.Length];
        caseRules = new CaseRules(columns, setting);
        places = new PlaceRules(columns, feeds, references);
        reporter = new ReporterRules(columns, setting, mapping);
        guess = new PlaceGuess(feeds, setting.Columns.Count);
        ids = [.. (mapping.RowKey is { IsDigest: true } ? [] : mapping.RowKey?.Columns ?? [])
            .Concat(mapping.Feeds.Where(f => TargetFields.Find(f.Target) is { IsId: true }).SelectMany(f => f.SourceColumns))
            .Select(setting.NumberOf).Where(column => column > 0).Distinct().Order()
            .Select(column => (column, setting.DigitColumns.Contains(setting.Columns[column - 1], StringComparer.Ordinal)))];

        (int, string)[] Chosen(UnmappedChoice choice) =>
            [.. mapping.Unmapped.Where(u => u.Choice == choice && setting.NumberOf(u.Column) > 0).Select(u => (setting.NumberOf(u.Column), u.Column))];
    }

    /// <summary>Of the row mapped last.</summary>
    public RowFindings Findings { get; }

    public RowReferences References { get; }

    /// <summary>Columns that feed the reporter's fields; a fix that drops an identity empties them.</summary>
    public IReadOnlySet<int> IdentityColumns => reporter.IdentityColumns;

    /// <summary>The cells of the row mapped last must not be kept: they name an anonymous reporter (MIG-25).</summary>
    public bool HidesCells => reporter.HidesCells;

    public static Outcome<RowMapper> Compile(MigrationMapping mapping, RowSetting setting, IReadOnlyList<StagedReference> before)
    {
        var made = new List<CompiledFeed>(mapping.Feeds.Count);
        foreach (var feed in mapping.Feeds)
        {
            if (TargetFields.Find(feed.Target) is not { } target)
                return MappingRefusals.TargetUnknown(feed.Target);
            if (target.Key is TargetKeys.RowKey)
                continue;
            var compiled = CompiledFeed.Compile(target, feed, mapping, setting);
            if (!compiled.IsAllowed)
                return compiled.Refusal;
            made.Add(compiled.Value);
        }

        var keyed = KeyMaker.Compile(mapping, setting);
        return keyed.IsAllowed
            ? Outcome.Of(new RowMapper(mapping, setting, new RowReferences(setting.Tenant, before), [.. made], keyed.Value))
            : keyed.Refusal;
    }

    /// <summary>Maps one row. What it answers is overwritten by the next.</summary>
    /// <param name="number">In the run, over all files.</param>
    /// <param name="file">From 1.</param>
    public MappedRow Map(SourceRow source, int number, int file, RowFixes fixes)
    {
        Findings.Begin(number, source.Line);
        draft.Clear();
        var row = draft.Row;
        (row.Number, row.FileNumber, row.FileRow, row.Line) = (number, file, source.Number, source.Line);
        foreach (var fault in source.Faults ?? [])
            Report(fault, source, fixes);

        if (FooterGuess.SaysTotal(source))
            Findings.Add(Rules.FooterLine, 0, null, "The row says total or records, as those at the end of a list do.", "Skip this row", SuggestionKind.SkipRow);

        var own = fixes.Placed(source);
        var cells = fixes.Over(own);
        row.Digest = hashes.Digest(cells);
        foreach (var feed in feeds)
            feed.Put(draft, cells, fixes, Findings);
        CountIgnored(cells);
        LookForRoundedIds(cells);

        key.Put(draft, cells, hashes, Findings);
        places.Put(draft, fixes, Findings);
        caseRules.Put(draft, Findings);
        reporter.Put(draft, own, Findings);
        PutLead(row);
        PutNumbers(row);
        PutPeople(row);
        PutExtras(row, cells, fixes, fixes.SurplusInto is RowFixes.ToNotes ? source.Surplus : null);
        PutHashes(row);
        return row;
    }

    /// <summary>What the pass as a whole broke: columns that were ignored and are well filled (MIG-QUA-002).</summary>
    public IReadOnlyList<Finding> RunFindings()
    {
        var found = new List<Finding>();
        if (rows == 0)
            found.Add(OfRun(Rules.NoRows, 0, "The file has a header but no records."));
        for (var i = 0; i < ignored.Length; i++)
            if (rows > 0 && filled[i] * 5L >= rows)
                found.Add(OfRun(Rules.FilledButIgnored, ignored[i].Column, FormattableString.Invariant(
                    $"{filled[i]:N0} of {rows:N0} rows hold something here, and it would be left behind.")));
        if (caseRules.HighestDigit > 0)
            found.Add(OfRun(Rules.DigitsWithoutDirection, caseRules.DigitColumn, FormattableString.Invariant($"Is 1 or {caseRules.HighestDigit} the worst?")));
        return found;
    }

    internal static string? PrecisionOf(DateValue? value) => value switch
    {
        null => null,
        { Precision: DatePrecision.Day } => "DAY",
        _ => "MINUTE",
    };

    private Finding OfRun(Rule rule, int column, string message) =>
        new(rule.Code, rule.Severity, 0, 0, column == 0 ? null : setting.Columns[column - 1], null, message, rule.Advice) { ColumnNumber = column };

    private void Report(RowFault fault, SourceRow source, RowFixes fixes)
    {
        // The cell is named where it stands now: there it is seen, and typed.
        var column = fault.Column < 0 ? 0 : fixes.ColumnOf(source, fault.Column);
        var rule = Rules.Find(fault.Code) ?? Rules.TooManyCells;
        // A person typed what the reader could not know; the records that an open quote swallowed are not typed into a cell.
        if (column > 0 && rule != Rules.QuoteOpen && fixes.Has(column))
            return;
        if (rule == Rules.TooManyCells)
            ReportSurplus(fault, source, fixes);
        else if (rule == Rules.TooFewCells)
            ReportGap(fault, source, fixes);
        // The reader took the NUL out already: what is left is what removing it comes to.
        else if (rule == Rules.NulInCell && column > 0)
            Findings.Add(rule, column, null, fault.Detail, "Remove it", SuggestionKind.SetCell, fixes.Placed(source)[column - 1]);
        else if (fault.Column >= source.Cells.Length && column == 0)
            ReportBehind(rule, fault, fixes);
        else
            Findings.Add(rule, column, null, fault.Detail, rule == Rules.FooterLine ? "Skip this row" : fault.Advice, rule == Rules.FooterLine ? SuggestionKind.SkipRow : SuggestionKind.None);
    }

    // In the notes nothing of it is typed anew: what is left of the cell stands there, unless more than the cell was lost.
    private void ReportBehind(Rule rule, RowFault fault, RowFixes fixes)
    {
        if (fixes.SurplusInto is not RowFixes.ToNotes || rule == Rules.QuoteOpen || rule == Rules.NotInEncoding)
            Findings.Add(rule, 0, null, $"Behind the last column: {fault.Detail}", fault.Advice ?? "Say first which column the cell belongs to");
    }

    private void ReportSurplus(RowFault fault, SourceRow source, RowFixes fixes)
    {
        if (fixes.SurplusInto is not null)
            return;
        var advice = fault.Advice ?? Rules.TooManyCells.Advice;
        advice = $"{fault.Detail} {WholeText.Sentence(advice)}";
        if (source.Surplus is not { Length: > 0 } surplus)
        {
            Findings.Add(Rules.TooManyCells, 0, null, $"{advice}.", "Mend the row in the file, or leave it out");
            return;
        }

        var place = source.Joint is null ? RowFixes.ToNotes : guess.Column(source);
        var isBlank = Array.TrueForAll(surplus, string.IsNullOrWhiteSpace) && (place is RowFixes.ToNotes || !guess.IsCut(source, place));
        if (isBlank)
            place = RowFixes.ToNotes;
        var words = (isBlank, place) switch
        {
            (true, _) => "Do without the blank ones",
            (_, RowFixes.ToNotes) => "Keep it in the notes",
            _ => $"Put {setting.Columns[place - 1]} together again",
        };
        Findings.Add(
            Rules.TooManyCells, 0, null, isBlank ? $"{fault.Detail} What stands behind the last column is blank." : place is RowFixes.ToNotes ? $"{advice}." : $"{advice} in {setting.Columns[place - 1]}.",
            words, SuggestionKind.PlaceSurplus, place.ToString(CultureInfo.InvariantCulture));
    }

    private void ReportGap(RowFault fault, SourceRow source, RowFixes fixes)
    {
        if (fixes.Gap is { } said && source.CanHave(said))
            return;
        if (source.Missing == 0 || guess.Gap(source) is not { } gap)
        {
            Findings.Add(Rules.TooFewCells, 0, null, fault.Detail, fault.Advice);
            return;
        }

        var place = source.PlaceOf(gap.Column - 1);
        var names = setting.Columns.Where((_, i) => source.PlaceOf(i) >= place && source.PlaceOf(i) < place + gap.Cells).ToList();
        var words = names is [var only] ? only : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        Findings.Add(
            Rules.TooFewCells, 0, null, $"{fault.Detail} Perhaps {words} {(names.Count == 1 ? "was" : "were")} left out, and what follows belongs further right.",
            $"Leave {words} blank", SuggestionKind.PlaceGap, gap.Text);
    }

    // Told by the cell as it stands: a transform may have taken the sign away.
    private void LookForRoundedIds(string[] cells)
    {
        foreach (var (column, isDigits) in ids)
            if (PowerOfTen.LostDigits(cells[column - 1], isDigits) is { } lost)
                Findings.Add(Rules.IdInPowers, column, cells[column - 1], FormattableString.Invariant(
                    $"A spreadsheet has {(lost == 0 ? "rewritten this id as a number" : $"rounded this id: its last {(lost == 1 ? "digit is" : $"{lost} digits are")} lost")}. Export the file again with this column as text."));
    }

    private void CountIgnored(string[] cells)
    {
        rows++;
        for (var i = 0; i < ignored.Length; i++)
            if (!string.IsNullOrWhiteSpace(cells[ignored[i].Column - 1]))
                filled[i]++;
    }

    // The fallback queue takes what has no lead of its own; who is named in the case does not get it.
    private void PutLead(MappedRow row)
    {
        var lead = reporter.LeadOf(draft, Findings);
        row.HandlerId = lead;
        row.QueueId = lead is null ? mapping.FallbackQueue : null;
        row.LeadSourceText ??= lead is null && draft.Lead is { } text ? (text.Length <= 200 ? text : text[..199] + "…") : null;
        if (draft.Investigation is { IsEmpty: false } investigation)
            row.Investigation = investigation.Made(row.Status ?? CaseStatusCode.New, row.RowKey, reporter.InvestigatorOf(investigation));
    }

    // Both numbers of a hotline case are kept; where the platform draws the case's, the report keeps the source's.
    private void PutNumbers(MappedRow row)
    {
        var source = row.CaseReference ?? (row.RowKey is { Length: <= 50 } ? row.RowKey : null);
        if (mapping.Numbers.DrawsNew)
        {
            row.CaseReference = null;
            row.ReportReference ??= source;
            return;
        }

        row.CaseReference = source is null ? null : mapping.Numbers.Prefix + source;
        row.ReportReference ??= row.CaseReference;
        if (row.CaseReference is { Length: > 50 } tooLong)
            Findings.Add(Rules.TextTooLong, reporter.ColumnOf(TargetKeys.CaseReference), tooLong, "The case's number has more than 50 characters.");
    }

    private void PutPeople(MappedRow row)
    {
        var unit = mapping.JoinsPeopleByUnit ? row.BusinessUnit : null;
        for (var i = reporter.IsAnonymous ? 1 : 0; i < draft.People.Length; i++)
            if (!draft.People[i].IsEmpty && draft.People[i].Made(hashes, row.RowKey ?? "", unit) is { IsEmpty: false } person)
                row.People.Add(person);
    }

    private void PutExtras(MappedRow row, string[] cells, RowFixes fixes, string[]? surplus)
    {
        foreach (var (column, name) in kept)
            if (!string.IsNullOrWhiteSpace(cells[column - 1]))
                draft.Custom.Add((name, CleanText.Of(cells[column - 1])));
        foreach (var (column, name) in noted)
            if (!string.IsNullOrWhiteSpace(cells[column - 1]))
                draft.Notes.Add($"{name}: {CleanText.Of(cells[column - 1])}");
        if (fixes.Notes is { } moved)
            draft.Notes.Add(moved);
        if (surplus is not null && surplus.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToArray() is { Length: > 0 } behind)
            draft.Notes.Add($"Behind the last column: {string.Join(" | ", behind.Select(CleanText.Of))}");
        row.CustomFields = CustomJson.Write(draft.Custom);
        row.Notes = draft.Notes.Count == 0 ? null : string.Join('\n', draft.Notes);
        // Each part fits by itself; what they come to may not, with what a suggestion moved there.
        if (row.Notes is { } notes && notes.Length > TargetFields.NarrativeMost)
            Findings.Add(
                Rules.TextTooLong, noted.Length == 1 && fixes.Notes is null ? noted[0].Column : 0, null,
                FormattableString.Invariant($"The notes come to {notes.Length:N0} characters; they hold {TargetFields.NarrativeMost:N0}."),
                "Shorten what goes there, or keep a column as a custom field");
    }

    private void PutHashes(MappedRow row)
    {
        if (row.RowKey is not null)
            row.KeyHash = hashes.Of("key", row.RowKey);
        // Where the number is the key, or the key with a prefix, the key's own rule says it.
        if (key.IsOwnNumber && row.CaseReference is { } reference)
            row.ReferenceHash = hashes.Of("case", reference);
        if (row.ReportReference is { } report && !string.Equals(report, row.CaseReference, StringComparison.Ordinal))
            row.ReportHash = hashes.Of("report", report);
        if (row.Details is { Length: > 0 } details && draft.Received is { } received)
            row.TextHash = hashes.Of("text", received.Day.DayNumber, details);
    }
}
