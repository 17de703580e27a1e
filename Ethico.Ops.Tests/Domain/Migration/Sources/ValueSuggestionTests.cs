using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support.Exports;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class ValueSuggestionTests
{
    private static readonly TargetField Status = TargetFields.Find(TargetKeys.CaseStatus)!;
    private static readonly TargetField Outcome = TargetFields.Find(TargetKeys.CaseOutcome)!;
    private static readonly TargetField Severity = TargetFields.Find(TargetKeys.CaseSeverity)!;
    private static readonly TargetField ReporterType = TargetFields.Find(TargetKeys.ReportReporterType)!;
    private static readonly TargetField InvestigationStatus = TargetFields.Find(TargetKeys.InvestigationStatus)!;

    private static readonly string[] Closings = ["Closed", "closed", "CLOSED", "Geschlossen", "Abgeschlossen", "abgeschlossen", " Closed", "Clo\u00ADsed"];

    // The columns of migration.md 6.5 as they stand there: meaning = words.
    private const string Navex = """
        NEW = New, Received
        OPEN = Open, Reopened
        IN_PROGRESS = In Progress, Active, Investigating, Under Investigation
        IN_REVIEW = Pending Review
        AWAITING_INFO = Pending Response, Awaiting Response, Awaiting Information
        ON_HOLD = On Hold, Pending*
        CLOSED NOT_RECORDED = Closed, Resolved, Complete, Completed
        CLOSED DISMISSED = Dismissed, No Action Required
        CLOSED SUBSTANTIATED = Closed - Substantiated, Closed - Policy Violation
        CLOSED UNSUBSTANTIATED = Closed - Unsubstantiated, Closed - No Violation
        CLOSED INCONCLUSIVE = Closed - Inconclusive
        CLOSED WITHDRAWN = Closed - Withdrawn
        """;

    private const string Eqs = """
        NEW = New, Received, Submitted, Neu, Eingegangen, Eingereicht
        OPEN = Open, Reopened, Offen, Wiedereröffnet
        IN_PROGRESS = In Progress, Processing, Being processed, Investigating, In Bearbeitung, Wird bearbeitet, In Untersuchung
        IN_REVIEW = Under Review, In Prüfung
        AWAITING_INFO = Pending Information, Awaiting Response, Clarification requested, Rückfrage gestellt, Warten auf Antwort
        ON_HOLD = On Hold, Waiting*, Zurückgestellt, Wartend*
        CLOSED NOT_RECORDED = Closed, Completed, Resolved, Archived, Decided, Geschlossen, Abgeschlossen, Erledigt, Archiviert, Entschieden
        CLOSED DISMISSED = Dismissed, Rejected, Not Actionable, Abgewiesen, Abgelehnt, Nicht verfolgbar
        CLOSED WITHDRAWN = Zurückgezogen
        """;

    private const string Others = """
        NEW = New, Received, Submitted
        OPEN = Open, Reopened
        IN_PROGRESS = In Progress, Active, Assigned, Working, Investigating, Under Investigation
        IN_REVIEW = In Review, Under Review, Review, Pending Review
        AWAITING_INFO = Pending Response, Pending Info, Pending Information, Awaiting, Awaiting Info, Awaiting Information
        ON_HOLD = On Hold, Hold, Waiting*, Pending*
        CLOSED NOT_RECORDED = Closed, Resolved, Complete, Completed, Done, Finished, Archived, Cancelled*
        CLOSED DISMISSED = Dismissed, Rejected
        CLOSED SUBSTANTIATED = closed_substantiated
        CLOSED UNSUBSTANTIATED = closed_unsubstantiated
        CLOSED WITHDRAWN = Withdrawn
        """;

    private const string Outcomes = """
        SUBSTANTIATED = Substantiated, Confirmed, Founded, Policy Violation, Bestätigt, Begründet, Verstoß festgestellt
        PARTLY_SUBSTANTIATED = Partially Substantiated, Partly Substantiated, Teilweise bestätigt, Teilweise begründet
        UNSUBSTANTIATED = Unsubstantiated, Not Substantiated, Unfounded, Not Confirmed, No Violation, Nicht bestätigt, Unbegründet, Kein Verstoß
        INCONCLUSIVE = Inconclusive, Undetermined, Insufficient Evidence, Insufficient Information, Nicht feststellbar, Ungeklärt
        DISMISSED = Dismissed, Rejected, Not Actionable, No Action, No Action Required, Out of Scope, Abgewiesen, Abgelehnt, Nicht verfolgbar
        WITHDRAWN = Withdrawn, Zurückgezogen
        REFERRED = Referred, Transferred*, Weitergeleitet, Abgegeben
        DUPLICATE = Duplicate, Merged*, Dublette
        """;

    private const string Severities = """
        CRITICAL = Critical, Kritisch
        HIGH = High, Urgent, Severe, Major, Hoch, Schwerwiegend, Dringend
        MEDIUM = Medium, Moderate, Normal, Standard, Mittel
        LOW = Low, Minor, Minimal, Info, Niedrig, Gering
        """;

    private const string Figures = """
        HIGH = 3, Level 3, Stufe 3
        MEDIUM = 2, Level 2, Stufe 2
        LOW = 1, Level 1, Stufe 1
        """;

    private const string ReporterTypes = """
        ANONYMOUS = Anonymous, Anonym
        CONFIDENTIAL = Confidential, Vertraulich
        IDENTIFIED = Identified, Named, Namentlich
        PROXY = Proxy, On behalf of*, Stellvertretend
        """;

    private const string Categories = """
        Harassment = Harassment, Sexual Harassment, Belästigung, Sexuelle Belästigung
        Discrimination = Discrimination, Racial Discrimination, Age Discrimination, Gender Discrimination, Diskriminierung
        Bullying = Bullying, Mobbing
        Hostile Work Environment = Hostile Work Environment
        Retaliation = Retaliation, Vergeltung, Repressalien
        Workplace Violence = Workplace Violence, Violence, Violence/Threats, Gewalt am Arbeitsplatz
        Substance Abuse = Substance Abuse, Drug/Alcohol, Suchtmittel
        Safety Concern = Safety Concern, Safety, Workplace Safety, Health & Safety, Safety Issue, Arbeitssicherheit
        Fraud = Fraud, Financial Fraud, Financial Misconduct, Betrug
        Theft = Theft, Embezzlement, Diebstahl, Unterschlagung
        Corruption = Corruption, Korruption
        Bribery = Bribery, FCPA Violation, Anti-Bribery, Bestechung
        Conflict of Interest = Conflict of Interest, COI, Interessenkonflikt
        Ethics Violation = Ethics Violation, Code of Conduct, Ethics Concern, Code Violation, Policy Violation, Verhaltenskodex
        Privacy Violation = Privacy Violation, Data Breach, Privacy Breach, Data Protection, GDPR Violation, Datenschutz
        Regulatory Violation = Regulatory Violation, Compliance, Regulatory Compliance, Compliance Issue, Regelverstoß
        Environmental Concern = Environmental Concern, Environmental, Umwelt
        Human Rights = Human Rights, Menschenrechte
        Labor Violation = Labor Violation, Arbeitsrecht
        Supply Chain Concern = Supply Chain Concern, Supply Chain, Lieferkette
        Other = Other, Unknown, General, Miscellaneous, Sonstiges
        """;

    public static TheoryData<SourceSystem, string, string> EveryStatus()
    {
        var data = new TheoryData<SourceSystem, string, string>();
        foreach (var source in SourceSystems.All)
        {
            foreach (var (meaning, word) in Lines(source switch { SourceSystem.Navex => Navex, SourceSystem.Eqs => Eqs, _ => Others }))
                data.Add(source, word, meaning);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void MIG_11_Every_status_of_the_table_lands_as_stated(SourceSystem source, string word, string meaning)
    {
        foreach (var spelling in Spellings(word))
        {
            var suggestion = ValueSuggestions.Of(Status, source, spelling);

            (suggestion.Target + (suggestion.Outcome is null ? "" : " " + suggestion.Outcome)).Should().Be(meaning, spelling);
            suggestion.Match.Should().Be(word.EndsWith('*') ? ValueMatch.Review : ValueMatch.Exact);
        }
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void MIG_11_Every_status_of_the_table_lands_in_an_investigation_as_stated(SourceSystem source, string word, string meaning)
    {
        var expected = meaning switch
        {
            "NEW" or "OPEN" => "NOT_STARTED",
            "IN_PROGRESS" => "ACTIVE",
            "AWAITING_INFO" => "ON_HOLD",
            _ => meaning.Split(' ')[0],
        };

        ValueSuggestions.Of(InvestigationStatus, source, word.TrimEnd('*')).Target.Should().Be(expected);
        TargetCodes.InvestigationStatus.Has(expected).Should().BeTrue();
    }

    [Fact]
    public void MIG_11_Every_outcome_severity_and_reporter_type_lands_as_stated()
    {
        foreach (var source in SourceSystems.All)
        {
            ShouldLand(Outcome, source, Outcomes);
            ShouldLand(Severity, source, Severities);
            ShouldLand(ReporterType, source, ReporterTypes);
        }
    }

    [Fact]
    public void MIG_11_Figures_of_severity_hold_for_NAVEX_and_EQS_only()
    {
        foreach (var source in SourceSystems.All)
        {
            if (source is SourceSystem.Navex or SourceSystem.Eqs)
            {
                ShouldLand(Severity, source, Figures);
                continue;
            }

            foreach (var (_, word) in Lines(Figures))
            {
                ValueSuggestions.Of(Severity, source, word).Match.Should().Be(ValueMatch.None);
                ValueSuggestions.IsFigureWithoutDirection(source, word).Should().BeTrue();
            }
        }

        ValueSuggestions.IsFigureWithoutDirection(SourceSystem.Navex, "3").Should().BeFalse();
        ValueSuggestions.IsFigureWithoutDirection(SourceSystem.Generic, "High").Should().BeFalse();
        ValueSuggestions.Of(Severity, SourceSystem.Navex, "4").Match.Should().Be(ValueMatch.None);
    }

    [Fact]
    public void MIG_11_Every_category_word_lands_at_its_standard_name_if_the_tenant_has_it()
    {
        var tenant = Lines(Categories).Select(p => new TenantWord(p.Meaning)).Distinct().ToList();
        foreach (var (meaning, word) in Lines(Categories))
        {
            foreach (var spelling in Spellings(word))
                ValueSuggestions.Category(spelling, tenant).Should().Match<ValueSuggestion>(s => s.Target == meaning && s.Match == ValueMatch.Exact, spelling);

            var without = ValueSuggestions.Category(word, []);
            (without.Target, without.Match, without.StandardCategory!.Name).Should().Be((null, ValueMatch.None, meaning));
        }

        StandardCategory.All.Select(c => c.Code).Should().HaveCount(21).And.OnlyHaveUniqueItems().And.Contain("CONFLICT_OF_INTEREST");
    }

    [Fact]
    public void A_tenants_own_category_goes_before_the_standard_one_and_a_standard_code_before_its_name()
    {
        TenantWord[] tenant = [new("Interests", "COI-1", "CONFLICT_OF_INTEREST"), new("COI"), new("Gifts", "G 1")];

        ValueSuggestions.Category("coi", tenant).Target.Should().Be("COI");
        ValueSuggestions.Category("Interessenkonflikt", tenant).Target.Should().Be("Interests");
        ValueSuggestions.Category("g-1", tenant).Target.Should().Be("Gifts");
        ValueSuggestions.Category("", tenant).Match.Should().Be(ValueMatch.None);
    }

    [Fact]
    public void A_location_is_the_tenants_own_or_open()
    {
        TenantWord[] tenant = [new("Plant 1", "P1"), new("Plant 2")];

        ValueSuggestions.Location("PLANT_1", tenant).Target.Should().Be("Plant 1");
        ValueSuggestions.Location("p1", tenant).Target.Should().Be("Plant 1");
        ValueSuggestions.Location("Plant 3", tenant).Should().Match<ValueSuggestion>(s => s.Target == null && s.Match == ValueMatch.None);
    }

    [Fact]
    public void MIG_10_A_piece_of_a_word_and_a_denied_word_stay_open_until_chosen()
    {
        foreach (var source in SourceSystems.All)
        {
            ValueSuggestions.Of(Status, source, "Inactive").Match.Should().Be(ValueMatch.None);
            ValueSuggestions.Of(Outcome, source, "Not yet substantiated").Match.Should().NotBe(ValueMatch.Exact);
            ValueSuggestions.Of(Outcome, source, "Not yet substantiated").Target.Should().NotBe(OutcomeCode.Substantiated);
            ValueSuggestions.Of(Outcome, source, "Never substantiated").Target.Should().BeNull();
            ValueSuggestions.Of(Outcome, source, "Noch nicht begründet").Target.Should().NotBe(OutcomeCode.Substantiated);
            ValueSuggestions.Of(Outcome, source, "ohne Befund bestätigt").Target.Should().BeNull();
            ValueSuggestions.Of(Status, source, "Not closed").Match.Should().Be(ValueMatch.None);
            ValueSuggestions.Of(Status, source, "non resolved").Match.Should().Be(ValueMatch.None);
        }

        ValueSuggestions.Category("Mileage abuse", [new("Discrimination"), new("Substance Abuse")]).Should()
            .Match<ValueSuggestion>(s => s.Match == ValueMatch.None && s.Target == null && s.StandardCategory == null);
    }

    [Fact]
    public void The_words_of_a_known_value_inside_another_are_a_question_and_the_longest_speaks()
    {
        ValueSuggestions.Of(Status, SourceSystem.Navex, "Pending Response from client").Should()
            .Match<ValueSuggestion>(s => s.Target == "AWAITING_INFO" && s.Match == ValueMatch.Review && s.Confidence <= 0.84m && s.Confidence >= 0.60m);
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "Partly substantiated by two witnesses").Target.Should().Be("PARTLY_SUBSTANTIATED");
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "Withdrawn or duplicate").Match.Should().Be(ValueMatch.None, "two meanings of one length");
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "No violation found").Target.Should().Be("UNSUBSTANTIATED", "the known words hold the no themselves");
    }

    [Theory]
    [InlineData("Closed - Substantiated", "SUBSTANTIATED")]
    [InlineData("Closed – policy violation", "SUBSTANTIATED")]
    [InlineData("CLOSED: NO VIOLATION", "UNSUBSTANTIATED")]
    [InlineData("closed/duplicate", "DUPLICATE")]
    [InlineData("closed_withdrawn", "WITHDRAWN")]
    [InlineData("Closed (Referred)", "REFERRED")]
    [InlineData("Geschlossen - Unbegründet", "UNSUBSTANTIATED")]
    [InlineData("Abgeschlossen: teilweise bestätigt", "PARTLY_SUBSTANTIATED")]
    public void MIG_11_Closed_and_a_known_outcome_is_closed_so_in_every_source(string value, string outcome)
    {
        foreach (var source in SourceSystems.All)
        {
            ValueSuggestions.Of(Status, source, value).Should().Match<ValueSuggestion>(
                s => s.Target == "CLOSED" && s.Outcome == outcome && s.Match == ValueMatch.Exact, "{0} {1}", source, value);
        }
    }

    [Theory]
    [InlineData("Closed - Purgatory")]
    [InlineData("Closed - see file")]
    [InlineData("Geschlossen (Akte 7)")]
    public void MIG_11_Closed_and_an_unknown_rest_is_mapped_by_hand(string value) =>
        ValueSuggestions.Of(Status, SourceSystem.Navex, value).Should().Match<ValueSuggestion>(s => s.Match == ValueMatch.None && s.Target == null);

    [Fact]
    public void MIG_11_A_word_of_another_column_asks()
    {
        ValueSuggestions.Of(Status, SourceSystem.Navex, "Clarification requested").Should()
            .Match<ValueSuggestion>(s => s.Target == "AWAITING_INFO" && s.Match == ValueMatch.Review && s.Confidence == 0.80m);
        ValueSuggestions.Of(Status, SourceSystem.Eqs, "No Action Required").Should()
            .Match<ValueSuggestion>(s => s.Target == "CLOSED" && s.Outcome == "DISMISSED" && s.Match == ValueMatch.Review);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Erledigt").Match.Should().Be(ValueMatch.Review);
    }

    [Fact]
    public void MIG_11_No_value_that_says_closed_can_be_mapped_to_open_work()
    {
        var rest = Gen.OneOf<string>(
            Gen.OneOf("", " ", " - ", ": ", "/", "_", " (", "_Open", " pending review", " - In Progress", "?", "\t"),
            Gen.OneOf(Lines(Navex).Concat(Lines(Eqs)).Concat(Lines(Others)).Select(p => " " + p.Word).ToArray()),
            Gen.String[0, 20].Select(s => " " + s));
        Gen.Select(Gen.OneOf(Closings), rest, Gen.Enum<SourceSystem>()).Sample((first, after, source) =>
        {
            var value = first + after;
            foreach (var field in new[] { Status, InvestigationStatus })
                ValueSuggestions.Of(field, source, value).Target.Should().BeOneOf([null, "CLOSED"]);
            foreach (var code in TargetCodes.CaseStatus.Codes.Concat(TargetCodes.InvestigationStatus.Codes))
                ClosedRule.MayMap(value, code.Code).Should().Be(code.Code is "CLOSED");
        });
    }

    [Fact]
    public void A_value_that_does_not_say_closed_may_be_mapped_to_anything()
    {
        foreach (var value in new[] { "Inactive", "Not closed", "Disclosed", "Resolved", "", "Nicht abgeschlossen" })
            TargetCodes.CaseStatus.Codes.Should().OnlyContain(c => ClosedRule.MayMap(value, c.Code), value);
    }

    [Theory]
    [InlineData("navex-worked-example", SourceSystem.Navex, "Case Status", 3)]
    [InlineData("navex-intake", SourceSystem.Navex, "status", 3)]
    [InlineData("navex-callers", SourceSystem.Navex, "Case_Status", 2)]
    [InlineData("eqs-english-categories", SourceSystem.Eqs, "status", 2)]
    [InlineData("eqs-english-messages", SourceSystem.Eqs, "status", 3)]
    [InlineData("eqs-german", SourceSystem.Eqs, "Status", 3)]
    [InlineData("case-iq", SourceSystem.CaseIq, "Status", 2)]
    [InlineData("onetrust", SourceSystem.OneTrust, "state", 2)]
    [InlineData("legacy-ethico-calls", SourceSystem.LegacyEthico, "case_status", 2)]
    [InlineData("legacy-ethico-cases", SourceSystem.LegacyEthico, "case_status", 2)]
    [InlineData("star", SourceSystem.Star, "status", 2)]
    [InlineData("generic", SourceSystem.Generic, "Current Status", 2)]
    public void MIG_11_Rows_closed_in_the_source_are_closed_in_the_target(string export, SourceSystem source, string column, int closed) =>
        ExampleExport.Read(export).Values(column).Count(v => ValueSuggestions.Of(Status, source, v).Target is "CLOSED").Should().Be(closed);

    [Fact]
    public void The_worked_example_leaves_one_status_and_one_category_open_and_reads_severity_3_as_high()
    {
        var export = ExampleExport.Read("navex-worked-example");
        TenantWord[] tenant = [.. new[] { "Harassment", "Theft", "Fraud", "Conflict of Interest", "Retaliation", "Other" }.Select(n => new TenantWord(n))];

        export.Values("Case Status").Where(v => ValueSuggestions.Of(Status, SourceSystem.Navex, v).Match is not ValueMatch.Exact).Should().Equal("Inactive");
        export.Values("Issue Type").Where(v => ValueSuggestions.Category(v, tenant).Match is not ValueMatch.Exact).Should().Equal("Mileage abuse");
        ValueSuggestions.Category("COI", tenant).Target.Should().Be("Conflict of Interest");
        ValueSuggestions.Of(Severity, SourceSystem.Navex, "3").Should().Match<ValueSuggestion>(s => s.Target == "HIGH" && s.Match == ValueMatch.Exact);
    }

    [Fact]
    public void MIG_33_The_docket_is_nobodys_and_leaves_its_own_words_to_a_person()
    {
        string[] headers = ["FY Rec'd", "Summary Status", "EPA File #", "Named Entity", "Date Received", "Alleged Discrimination Basis", "Detailed Status", "Related Documents"];

        SourceDetection.Propose(headers).System.Should().Be(SourceSystem.Generic);
        var suggestions = ColumnSuggestions.Of(SourceSystem.Generic, [.. headers.Select(h => new SourceColumn(h, ColumnShape.Unknown))]);
        suggestions.Single(s => s.Column is "EPA File #").Should().Match<ColumnSuggestion>(s => s.Target == "row.key" && s.Band == SuggestionBand.Review);
        suggestions.Single(s => s.Column is "Date Received").Should().Match<ColumnSuggestion>(s => s.Target == "report.received_at" && s.Band == SuggestionBand.Accepted);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Closed").Match.Should().Be(ValueMatch.Exact);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Active").Match.Should().Be(ValueMatch.Exact);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "N/A").Match.Should().Be(ValueMatch.None);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Resolved/In Monitoring").Match.Should().Be(ValueMatch.Review, "shown, and a person says what it is");
    }

    private static void ShouldLand(TargetField field, SourceSystem source, string table)
    {
        foreach (var (meaning, word) in Lines(table))
        {
            foreach (var spelling in Spellings(word))
            {
                var suggestion = ValueSuggestions.Of(field, source, spelling);

                (suggestion.Target, suggestion.Match).Should().Be((meaning, word.EndsWith('*') ? ValueMatch.Review : ValueMatch.Exact), "{0} of {1}", spelling, source);
                field.Codes!.Has(meaning).Should().BeTrue();
            }
        }
    }

    private static IEnumerable<string> Spellings(string word)
    {
        var plain = word.TrimEnd('*');
        return [plain, plain.ToUpperInvariant(), plain.ToLowerInvariant(), $"  {plain} ", plain.Replace(' ', '_')];
    }

    private static IEnumerable<(string Meaning, string Word)> Lines(string table) =>
        from line in table.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(" = ")
        from word in parts[1].Split(", ")
        select (parts[0].Trim(), word.Trim());
}
