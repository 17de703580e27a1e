using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One feed, ready for a million rows: its chain, and what its target asks of the value.</summary>
internal sealed class CompiledFeed
{
    private readonly TransformChain chain;
    private readonly TextCheck? check;
    private readonly Action<RowDraft, string>? text;
    private readonly Action<RowDraft, DateValue>? date;
    private readonly Action<RowDraft, ValueMapEntry?, string, string>? code;
    private readonly DateReader? dates;
    private readonly ValueLookup? values;

    private CompiledFeed(TargetField target, TransformChain chain, int column, DateReader? dates, ValueLookup? values, TextCheck? check)
    {
        (Target, this.chain, Column, this.dates, this.values, this.check) = (target, chain, column, dates, values, check);
        if (target.Kind is TargetKind.Date or TargetKind.Instant)
            date = FeedTargets.Date(target);
        else if (target.Codes is not null)
            code = FeedTargets.Code(target);
        else
            text = FeedTargets.Text(target);
    }

    public TargetField Target { get; }

    /// <summary>The first column it reads, from 1; 0: a constant.</summary>
    public int Column { get; }

    /// <summary>Not any text could stand in its column.</summary>
    public bool IsStrict => dates is not null || values is { IsEmpty: false } || Target.Kind is TargetKind.Boolean || Target.Key.EndsWith(".email", StringComparison.Ordinal);

    public static Outcome<CompiledFeed> Compile(TargetField target, TargetFeed feed, MigrationMapping mapping, RowSetting setting)
    {
        IReadOnlyList<Transform> transforms = (target.Key.EndsWith(".email", StringComparison.Ordinal), target.Key.EndsWith(".phone", StringComparison.Ordinal)) switch
        {
            // An address is one address and a phone number one number, said or not: what is neither must be named, not stored.
            (true, _) when !feed.Transforms.Any(t => t is ExtractEmailTransform) => [.. feed.Transforms, new ExtractEmailTransform()],
            (_, true) when !feed.Transforms.Any(t => t is ExtractPhoneTransform) => [.. feed.Transforms, new ExtractPhoneTransform()],
            _ when target.Kind is TargetKind.Boolean && !feed.Transforms.Any(t => t is ParseBooleanTransform) => [.. feed.Transforms, new ParseBooleanTransform()],
            _ => feed.Transforms,
        };
        var compiled = TransformChain.Compile(transforms, feed.SourceColumns, setting.Columns, setting.Finder);
        if (!compiled.IsAllowed)
            return compiled.Refusal;
        var column = feed.SourceColumns.Count == 0 ? 0 : setting.NumberOf(feed.SourceColumns[0]);
        DateReader? reader = null;
        if (target.Kind is TargetKind.Date or TargetKind.Instant)
        {
            var choice = feed.SourceColumns.Count == 0 ? null : mapping.Dates.FirstOrDefault(d => string.Equals(d.Column, feed.SourceColumns[0], StringComparison.Ordinal));
            reader = new DateReader(
                choice is { IsConfirmed: true } ? choice.Order : null, setting.Zone, setting.Today.Year,
                choice is { AreSerials: true } ? ExcelDateSystem.From1900 : null);
        }

        var map = target.HasValueMap ? new ValueLookup(mapping.ValueMaps.FirstOrDefault(m => string.Equals(TargetFields.Find(m.Target)?.Key, target.Key, StringComparison.Ordinal))) : null;
        var texts = target.Kind is TargetKind.Text or TargetKind.TextList or TargetKind.Category or TargetKind.Location
            ? new TextCheck(target, setting.Finder)
            : null;
        return Outcome.Of(new CompiledFeed(target, compiled.Value, column, reader, map, texts));
    }

    public void Put(RowDraft draft, ReadOnlySpan<string> cells, RowFixes fixes, RowFindings findings)
    {
        var result = chain.Apply(cells);
        if (result.Faults is not null)
            Report(result.Faults, draft, cells, findings);
        if (result.IsFault)
            return;
        var value = result.Value;
        if (check is not null && !value.IsBlank && !check.Passes(value, Column, findings))
        {
            draft.Broken.Add(Target.Key);
            return;
        }

        if (date is not null)
            PutDate(draft, value, findings);
        else if (code is not null)
            PutCode(draft, value, fixes, findings);
        else if (Target.Kind is TargetKind.Boolean)
            draft.IsAnonymous = value.IsBlank ? null : value.Boolean;
        else
            PutText(draft, value);
    }

    /// <summary>Whether a cell that is not blank looks like what a strict feed reads.</summary>
    public bool Fits(string cell) =>
        dates is not null ? dates.Read(cell).Value is not null
        : values is { IsEmpty: false } ? values.Find(cell) is not null
        : Target.Kind is TargetKind.Boolean ? BooleanText.Read(cell) is not null
        : CellLook.IsEmail(cell.AsSpan().Trim());

    /// <summary>The entry of a category's or location's word; null: the map does not hold it.</summary>
    public ValueMapEntry? Entry(string? word) => word is null ? values!.Blank : values!.Find(word);

    private void PutText(RowDraft draft, in TransformValue value)
    {
        if (string.IsNullOrWhiteSpace(value.Text))
            return;
        switch (Target.Key)
        {
            case TargetKeys.CaseTags:
                draft.Row.Tags = value.List;
                break;
            case TargetKeys.InvestigationRemediation:
                draft.Investigation.Remediation = value.List;
                break;
            case TargetKeys.ReportLanguage:
                // A word that is no language must not fail the import, nor be lost: it stays beside the case under its own name.
                draft.Row.Language = LanguageTag.Of(value.Text);
                if (draft.Row.Language is null)
                    draft.Custom.Add((Target.Words, value.Text));
                break;
            case TargetKeys.RowKey:
                break;
            default:
                text!(draft, value.Text);
                if (value.Name is { } name)
                    PutName(draft, name);
                break;
        }
    }

    private void PutName(RowDraft draft, PersonName name)
    {
        var person = Target.Entity switch
        {
            TargetEntity.Reporter => draft.People[0],
            TargetEntity.Subject => draft.People[1],
            TargetEntity.Witness => draft.People[2],
            _ => null,
        };
        if (person is null)
            return;
        person.FirstName ??= name.First.Length is 0 or > 100 ? null : name.First;
        person.LastName ??= name.Last.Length is 0 or > 100 ? null : name.Last;
    }

    private void PutDate(RowDraft draft, in TransformValue value, RowFindings findings)
    {
        var read = dates!.Read(value.Text);
        foreach (var fault in read.Faults ?? [])
        {
            var rule = Rules.Find(fault.Code, SeverityOf(fault.Weight)) ?? Rules.NotADate;
            if (rule.Severity is Severity.Error)
                draft.Broken.Add(Target.Key);
            findings.Add(
                rule, Column, value.Text, fault.Detail,
                fault.Suggestion ?? (Target.IsRequired ? null : "Leave it empty"),
                SuggestionKind.SetCell, fault.Suggestion ?? (Target.IsRequired ? null : ""));
        }

        if (read.Value is { } day)
            date!(draft, day);
    }

    private void PutCode(RowDraft draft, in TransformValue value, RowFixes fixes, RowFindings findings)
    {
        var word = value.Text.Trim();
        var entry = word.Length == 0 ? values!.Blank : values!.Find(word);
        if (entry is null && word.Length > 0)
        {
            // A person's fix may name our code; so may a transform, where no map was made. A source's word never does by chance.
            if (Target.Codes!.Has(word) && (values.IsEmpty || fixes.Has(Column)))
            {
                code!(draft, null, word, word);
                return;
            }

            draft.Broken.Add(Target.Key);
            findings.Add(Rules.NotInMap, Column, word, $"This value of {Target.Words.ToLowerInvariant()} is not mapped.");
            return;
        }

        if (Target.Key is TargetKeys.CaseOutcome && word.Length > 0)
            draft.OutcomeText = word;
        if (entry?.TargetValue is { Length: > 0 } mapped)
            code!(draft, entry, mapped, word);
    }

    private void Report(IReadOnlyList<TransformFault> faults, RowDraft draft, ReadOnlySpan<string> cells, RowFindings findings)
    {
        var cell = Column == 0 ? null : cells[Column - 1];
        foreach (var fault in faults)
        {
            var rule = Rules.Find(fault.Code, SeverityOf(fault.Weight)) ?? Rules.Find(fault.Code)!;
            if (rule.Severity is Severity.Error)
                draft.Broken.Add(Target.Key);
            if (rule == Rules.NotAPhone)
                findings.Add(rule, Column, cell, fault.Detail, "Keep it in the notes", SuggestionKind.MoveToNotes);
            else if (rule == Rules.NotOneEmail)
                findings.Add(rule, Column, cell, fault.Detail, fault.Suggestion ?? "Leave it empty", SuggestionKind.SetCell, fault.Suggestion ?? "");
            else if (rule == Rules.NotYesOrNo)
                findings.Add(rule, Column, cell, fault.Detail, "Leave it empty", SuggestionKind.SetCell, "");
            else if (rule == Rules.NulInCell)
                findings.Add(rule, Column, cell, fault.Detail, "Remove it", SuggestionKind.SetCell, cell?.Replace("\0", "", StringComparison.Ordinal));
            else
                findings.Add(rule, Column, cell, fault.Detail, fault.Suggestion,
                    fault.Suggestion is null ? SuggestionKind.None : SuggestionKind.SetCell, fault.Suggestion);
        }
    }

    private static Severity SeverityOf(FaultWeight weight) => weight switch
    {
        FaultWeight.Error => Severity.Error,
        FaultWeight.Warning => Severity.Warning,
        _ => Severity.Info,
    };
}
