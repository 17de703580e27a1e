using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>All rules of migration.md 8, as data.</summary>
public static class Rules
{
    private static readonly List<Rule> Made = [];

    public static readonly Rule NoRows = Error("MIG-FIL-001", "no data row", "another file or header line", RuleScope.Run);
    public static readonly Rule NotInEncoding = Error("MIG-FIL-002", "a byte that is not valid in the encoding", "try another encoding, or type the cell");
    public static readonly Rule QuoteOpen = Error("MIG-FIL-003", "a quote never closed, or a cell over 1 MB", "another quote or escape");
    public static readonly Rule TooManyCells = Error("MIG-FIL-004", "more cells than columns", "perhaps an unquoted delimiter");
    public static readonly Rule TooFewCells = Warning("MIG-FIL-005", "fewer cells than columns", "missing cells are read as empty, or see the row and say where they are missing");
    public static readonly Rule FooterLine = Warning("MIG-FIL-006", "a footer or total line", "skip it");
    public static readonly Rule Cleaned = Info("MIG-FIL-007", "control characters removed, or mixed line ends", "nothing to do");
    public static readonly Rule EncodedTwice = Warning("MIG-FIL-008", "text encoded twice", "fix all");
    public static readonly Rule ImportedBefore = Warning("MIG-FIL-009", "the same content was imported before", "its records will be found by key", RuleScope.Run);
    public static readonly Rule WorkbookError = Error("MIG-FIL-010", "an error value of a workbook, or a formula without its value", "type the value, or skip the row");
    public static readonly Rule OverLimit = Error("MIG-LIM-001", "over 1,000,000 rows or 1,000 columns", "split the file", RuleScope.Run);

    public static readonly Rule KeyEmpty = Error("MIG-REQ-001", "the row key is empty", "another key column, or skip the row");
    public static readonly Rule StatusEmpty = Error("MIG-REQ-002", "the status is empty", "closed where a closing date is there, else choose");
    public static readonly Rule ReceivedEmpty = Error("MIG-REQ-003", "the received date is empty", "take the opening or incident date");
    public static readonly Rule DetailsEmpty = Error("MIG-REQ-004", "the details are empty", "take the summary, or a constant");
    public static readonly Rule CategoryEmpty = Error("MIG-REQ-005", "the category is empty", "choose one");

    public static readonly Rule NotYesOrNo = Error("MIG-FMT-001", "not a word for yes or no", "true, false or empty");
    public static readonly Rule NotOneEmail = Warning("MIG-FMT-002", "not one valid e-mail address", "the first valid one, or empty");
    public static readonly Rule NotAPhone = Warning("MIG-FMT-003", "not a phone number", "keep it in the notes");
    public static readonly Rule NotANumber = Error("MIG-FMT-004", "not a finite number in range", "another decimal mark");
    public static readonly Rule Redacted = Error("MIG-FMT-005", "[REDACTED] in a mapped cell", "export these rows un-redacted");
    public static readonly Rule TextTooLong = Error("MIG-FMT-006", "text over its limit, or a transform that took too long", "move the rest to the notes");
    public static readonly Rule MarkupInText = Warning("MIG-FMT-007", "markup in the text", "take the tags off");
    public static readonly Rule NulInCell = Error("MIG-FMT-008", "a NUL in the cell", "remove it");

    public static readonly Rule NotADate = Error("MIG-DAT-001", "not a date in the confirmed formats, or impossible", "the nearest real date; empty where it is optional");
    public static readonly Rule OrderUnconfirmed = Error("MIG-DAT-002", "the order of a column's dates is not confirmed", "confirm the month or the day first", RuleScope.Run);
    public static readonly Rule InFuture = Error("MIG-DAT-003", "received, opened or closed later than tomorrow", "another order, another century");
    public static readonly Rule LongAgo = Warning("MIG-DAT-004", "before 1950", "another century");
    public static readonly Rule ClosedTooEarly = Error("MIG-DAT-005", "closed before received or opened", "swap them, or another order");
    public static readonly Rule IncidentTooLate = Warning("MIG-DAT-005", "incident after received", "swap them, or another order");
    public static readonly Rule TimeSkipped = Error("MIG-DAT-006", "a local time that the clock change skipped", "one hour later");
    public static readonly Rule TimeDoubled = Warning("MIG-DAT-006", "a local time that the clock change doubled", "the earlier offset is taken");
    public static readonly Rule TwoDigitYear = Warning("MIG-DAT-007", "a year of two digits", "the other century");

    public static readonly Rule NotInMap = Error("MIG-VAL-001", "a value that is not in its map", "map it");
    public static readonly Rule DigitsWithoutDirection = Error("MIG-VAL-002", "severity digits without direction", "say which end is the worst", RuleScope.Run);

    public static readonly Rule ClosedWithoutDate = Warning("MIG-STA-001", "closed without a closing date", "leave it empty");
    public static readonly Rule DateButNotClosed = Error("MIG-STA-002", "a closing date, but the status is not closed", "close it, or clear the date");
    public static readonly Rule OutcomeButNotClosed = Warning("MIG-STA-003", "an outcome, but the status is not closed", "kept in the outcome's words only");
    public static readonly Rule TwoOutcomes = Error("MIG-STA-004", "status and outcome name different outcomes", "either one");
    public static readonly Rule OutcomeNotRecorded = Info("MIG-STA-005", "closed, outcome not recorded", "nothing to do");

    public static readonly Rule KeyTwice = Error("MIG-DUP-001", "a key more than once in the file", "merge, keep the first or the last", RuleScope.BetweenRows);
    public static readonly Rule KeysBecameOne = Error("MIG-DUP-002", "different source ids become one key", "drop the transform", RuleScope.BetweenRows);
    public static readonly Rule SameText = Warning("MIG-DUP-003", "same details and received date as another row or a live case", "open both; skip one", RuleScope.BetweenRows);
    public static readonly Rule ReferenceTwice = Error("MIG-DUP-004", "a reference number twice in the file", "a prefix or new numbers", RuleScope.BetweenRows);
    public static readonly Rule RowTwice = Warning("MIG-DUP-005", "identical rows", "keep the first", RuleScope.BetweenRows);

    public static readonly Rule LeadUnknown = Warning("MIG-REF-001", "the lead is unknown or deactivated", "the fallback queue takes the case");
    public static readonly Rule LeadAmbiguous = Error("MIG-REF-002", "the lead fits several users", "choose one");
    public static readonly Rule NoLead = Info("MIG-REF-003", "no lead in the source", "the fallback queue takes the case");
    public static readonly Rule LocationNew = Warning("MIG-REF-004", "the location will be created or kept as text", "choose an existing one");
    public static readonly Rule ParentMissing = Error("MIG-REF-005", "the parent category is missing or circular", "choose an existing one");
    public static readonly Rule LeadIsNamed = Warning("MIG-REF-006", "the lead is named as subject or reporter of the case", "the fallback queue takes the case");
    public static readonly Rule PersonAmbiguous = Warning("MIG-REF-007", "a person fits several existing people", "keep separate", RuleScope.Live);

    public static readonly Rule AnonymousButNamed = Error("MIG-ANO-001", "anonymous, yet the reporter has a name, e-mail or phone", "drop the identity, or not anonymous");
    public static readonly Rule NamelessReporter = Warning("MIG-ANO-002", "not anonymous, yet no identity", "reporter type UNKNOWN");
    public static readonly Rule ContactInNarrative = Warning("MIG-ANO-003", "anonymous, the narrative holds an e-mail or phone", "mask it");
    public static readonly Rule ReporterUnknown = Info("MIG-ANO-004", "neither flag nor identity", "reporter type UNKNOWN");

    public static readonly Rule SocialSecurity = Info("MIG-SEN-001", "a US social security number", "mask it, ignore the column, or leave it");
    public static readonly Rule CardNumber = Info("MIG-SEN-002", "a card number", "mask it, ignore the column, or leave it");
    public static readonly Rule HealthTerm = Info("MIG-SEN-003", "a health term", "mask it, ignore the column, or leave it");

    public static readonly Rule DetailsShort = Info("MIG-QUA-001", "details under 20 characters", "nothing to do");
    public static readonly Rule FilledButIgnored = Warning("MIG-QUA-002", "an ignored column is filled in 20 % of rows or more", "custom field or notes", RuleScope.Run);

    // Added later, so at the end: the places of those above are stored.
    public static readonly Rule IdInPowers = Warning("MIG-FMT-009", "an id that a spreadsheet has written as a power of ten", "export the file again with this column as text");

    private static readonly FrozenDictionary<(string Code, Severity Severity), Rule> ByCode =
        Made.ToFrozenDictionary(r => (r.Code.Value, r.Severity));

    public static IReadOnlyList<Rule> All => Made;

    /// <summary>The rule of a code and weight that another part of the wizard found broken; null: no such rule.</summary>
    public static Rule? Find(string code, Severity severity) => ByCode.GetValueOrDefault((code, severity));

    /// <summary>Where a code has one rule only, or the one that weighs most.</summary>
    public static Rule? Find(string code) =>
        Find(code, Severity.Error) ?? Find(code, Severity.Warning) ?? Find(code, Severity.Info);

    private static Rule Error(string code, string condition, string advice, RuleScope scope = RuleScope.Row) =>
        Make(code, Severity.Error, condition, advice, scope);

    private static Rule Warning(string code, string condition, string advice, RuleScope scope = RuleScope.Row) =>
        Make(code, Severity.Warning, condition, advice, scope);

    private static Rule Info(string code, string condition, string advice, RuleScope scope = RuleScope.Row) =>
        Make(code, Severity.Info, condition, advice, scope);

    private static Rule Make(string code, Severity severity, string condition, string advice, RuleScope scope)
    {
        var rule = new Rule(Made.Count + 1, new RuleCode(code), severity, condition, advice, scope);
        Made.Add(rule);
        return rule;
    }
}
