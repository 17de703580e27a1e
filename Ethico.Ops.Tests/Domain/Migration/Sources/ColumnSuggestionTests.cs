using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support.Exports;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class ColumnSuggestionTests
{
    [Fact]
    public void The_worked_example_maps_all_thirteen_columns_at_0_98()
    {
        var suggestions = ColumnSuggestions.Of(SourceSystem.Navex, ExampleExport.Read("navex-worked-example").Columns());

        suggestions.Should().OnlyContain(s => s.Confidence == 0.98m && s.Band == SuggestionBand.Accepted);
        suggestions.Select(s => s.Target).Should().Equal(
            "row.key", "report.reference_number", "case.status", "category.name", "report.received_at", "case.closed_at", "report.is_anonymous",
            "reporter.full_name", "case.lead", "case.severity", "location.name", "report.details", "investigation.notes");
        suggestions[0].Also.Should().Equal(new AlsoSuggestion("case.reference_number", 0.98m));
        suggestions.Single(s => s.Target == "report.is_anonymous").Transforms.Should().Equal("trim", "parseBoolean");
    }

    [Fact]
    public void MIG_9_Every_name_of_every_dictionary_finds_its_target()
    {
        foreach (var source in SourceDefinition.All)
        {
            foreach (var (row, name) in source.Rows.SelectMany(row => row.Names.Select(n => (row, n))).Where(p => p.n.Name.Folded is not "state"))
            {
                var first = source.Rows.First(r => r.Names.Any(n => n.Name.HasSameWords(name.Name)));
                var suggestion = Only(source.System, name.Name.Text);

                suggestion.Basis.Should().Be(SuggestionBasis.SourceName);
                (suggestion.Target, suggestion.Confidence).Should().Be(
                    (first.Target is "custom." ? "custom." + name.Name.Text : first.Target, name.IsReview ? 0.80m : 0.98m), "{0} of {1}", name.Name, source.System);
            }
        }
    }

    [Fact]
    public void Every_generic_alias_finds_its_target_and_the_marked_and_bare_ones_ask()
    {
        string[] bare = ["id", "type", "name", "date", "number", "notes", "reporter", "owner", "group", "area", "when"];
        foreach (var (row, name) in GenericColumns.Rows.SelectMany(row => row.Names.Select(n => (row, n))).Where(p => p.n.Name.Folded is not "state"))
        {
            var suggestion = Only(SourceSystem.Generic, name.Name.Text);

            suggestion.Target.Should().Be(row.Target, "{0}", name.Name);
            suggestion.Confidence.Should().Be(name.IsReview || bare.Contains(name.Name.Text) ? 0.80m : 0.92m, "{0}", name.Name);
        }
    }

    [Theory]
    [InlineData(SourceSystem.Navex, "Number Case", 0.95)]
    [InlineData(SourceSystem.Generic, "Number Case", 0.90)]
    [InlineData(SourceSystem.Generic, "Case Reference Number", 0.81)]
    [InlineData(SourceSystem.Generic, "Status of the file", 0.63)]
    [InlineData(SourceSystem.OneTrust, "Type", 0.98)]
    [InlineData(SourceSystem.Generic, "Type", 0.80)]
    [InlineData(SourceSystem.Generic, "Reporter", 0.80)]
    public void A_name_weighs_what_its_words_and_their_order_say(SourceSystem source, string header, double confidence) =>
        Only(source, header).Confidence.Should().Be((decimal)confidence);

    [Fact]
    public void MIG_12_Likeness_never_exceeds_0_84_and_0_70_where_the_last_word_differs()
    {
        string[] words = [.. GenericColumns.Rows.Concat(NavexColumns.Rows).SelectMany(r => r.Names).SelectMany(n => n.Name.Words).Distinct(StringComparer.Ordinal)];
        var header = Gen.OneOf<string>(Gen.OneOf(words).Array[1, 9].Select(w => string.Join(' ', w)), Gen.String[0, 30]);
        Gen.Select(Gen.Enum<SourceSystem>(), header.Array[1, 12]).Sample((source, headers) =>
        {
            var suggestions = ColumnSuggestions.Of(source, [.. headers.Select(h => new SourceColumn(h, ColumnShape.Unknown))]);

            suggestions.Should().HaveCount(headers.Length);
            suggestions.Where(s => s.Basis is SuggestionBasis.SharedWords).Should().NotContain(s => s.Confidence > 0.84m || s.Band == SuggestionBand.Accepted);
            suggestions.Where(s => s.Band is SuggestionBand.Accepted).Should().NotContain(s => s.Basis != SuggestionBasis.SourceName && s.Basis != SuggestionBasis.GenericName);
            suggestions.SelectMany(s => s.Also.Select(a => a.Target).Append(s.Target)).OfType<string>().Should().OnlyHaveUniqueItems();
        });
        // Names that share nearly all words: without the limits these come out above them.
        Gen.Select(Gen.OneOf(words).Array[1, 12], Gen.OneOf(words), Gen.Bool).Sample((known, more, isLast) =>
        {
            string[] longer = isLast ? [.. known, more] : [more, .. known];
            return Likeness.Of(longer, known) <= (longer[^1] == known[^1] ? 0.84m : 0.70m);
        });
    }

    [Fact]
    public void The_first_name_of_a_cell_that_is_there_feeds_the_target_and_a_further_one_is_kept_as_custom_field()
    {
        var suggestions = Suggest(SourceSystem.Navex, "Category", "Incident Type", "Issue Type");

        suggestions.Select(s => s.Target).Should().Equal("custom.Category", "custom.Incident Type", "category.name");
        suggestions.Take(2).Should().OnlyContain(s => s.Basis == SuggestionBasis.FurtherName && s.Band == SuggestionBand.Review);
    }

    [Fact]
    public void A_column_whose_cells_fit_goes_before_one_whose_do_not()
    {
        var suggestions = ColumnSuggestions.Of(SourceSystem.Navex,
        [
            new("Date Reported", ExampleExport.ShapeOf("soon", "later", "never")),
            new("Report Date", ExampleExport.ShapeOf("2023-01-05", "2023-02-06", "")),
        ]);

        suggestions.Select(s => s.Target).Should().Equal("custom.Date Reported", "report.received_at");
    }

    [Fact]
    public void A_column_nobody_filled_gives_way_to_one_that_is()
    {
        var suggestions = ColumnSuggestions.Of(SourceSystem.Navex,
            [new("Date Reported", ExampleExport.ShapeOf("", "")), new("Report Date", ExampleExport.ShapeOf("2023-01-05", "2023-02-06"))]);

        suggestions[1].Target.Should().Be("report.received_at");
    }

    [Fact]
    public void Of_two_columns_of_one_name_the_left_one_feeds_the_target() =>
        Suggest(SourceSystem.Navex, "Case Status", "CASE_STATUS").Select(s => s.Target).Should().Equal("case.status", "custom.CASE_STATUS");

    [Fact]
    public void A_number_of_a_source_feeds_what_else_needs_it_unless_another_column_does()
    {
        Suggest(SourceSystem.Eqs, "Report ID")[0].Also.Select(a => a.Target).Should().Equal("report.reference_number", "case.reference_number");
        Suggest(SourceSystem.Eqs, "Report ID", "Ref Number")[0].Also.Select(a => a.Target).Should().Equal("report.reference_number");
        Suggest(SourceSystem.Eqs, "Created Date")[0].Also.Should().Equal(new AlsoSuggestion("report.received_at", 0.80m));
        Suggest(SourceSystem.Eqs, "Created Date", "Received Date")[0].Also.Should().BeEmpty();
        Suggest(SourceSystem.Navex, "Investigator")[0].Also.Should().Equal(new AlsoSuggestion("case.lead", 0.98m));
        Suggest(SourceSystem.Navex, "Investigator", "Assigned To")[0].Also.Should().BeEmpty();
        Suggest(SourceSystem.Eqs, "Reporter Contact")[0].Also.Select(a => a.Target).Should().Equal("reporter.phone");
    }

    [Fact]
    public void What_a_source_writes_in_two_places_goes_to_the_first_that_is_open()
    {
        Suggest(SourceSystem.CaseIq, "Summary")[0].Target.Should().Be("report.details");
        Suggest(SourceSystem.CaseIq, "Summary", "IssueDescription").Select(s => s.Target).Should().Equal("report.summary", "report.details");
        Suggest(SourceSystem.Star, "matter_type")[0].Target.Should().Be("category.name");
        Suggest(SourceSystem.Star, "matter_type", "category").Select(s => s.Target).Should().Equal("custom.matter_type", "category.name");
    }

    [Fact]
    public void MIG_10_State_is_a_place_beside_a_place_a_status_with_the_words_of_one_and_else_nothing()
    {
        var places = ExampleExport.ShapeOf("Illinois", "Oregon", "Open");
        var states = ExampleExport.ShapeOf("Open", "closed", "In Review", "Purgatory");

        State(SourceSystem.Generic, places, "Country").Target.Should().Be("location.state");
        State(SourceSystem.OneTrust, states, "Postal Code").Target.Should().Be("location.state");
        State(SourceSystem.Navex, states, "City").Confidence.Should().Be(0.98m);
        State(SourceSystem.OneTrust, states, "Severity").Should().Match<ColumnSuggestion>(s => s.Target == "case.status" && s.Confidence == 0.98m);
        State(SourceSystem.Generic, states, "Severity").Should().Match<ColumnSuggestion>(s => s.Target == "case.status" && s.Confidence == 0.92m);
        State(SourceSystem.Generic, places, "Severity").Target.Should().BeNull();
        State(SourceSystem.OneTrust, ColumnShape.Unknown, "Severity").Target.Should().BeNull();
        State(SourceSystem.Generic, ExampleExport.ShapeOf("Open", "Closed", "New", "a", "b", "c"), "Severity").Target.Should().BeNull("half is less than 60 %");

        static ColumnSuggestion State(SourceSystem source, ColumnShape shape, string other) =>
            ColumnSuggestions.Of(source, [new("State", shape), new(other, ColumnShape.Unknown)])[0];
    }

    [Fact]
    public void A_shape_against_the_target_costs_0_30()
    {
        var many = Enumerable.Range(0, 51).Select(i => $"level {i}").ToArray();

        Shaped(SourceSystem.Navex, "Date Reported", "yesterday", "2023-01-05").Should().Match<ColumnSuggestion>(s => s.Target == "report.received_at" && s.Confidence == 0.68m);
        Shaped(SourceSystem.Navex, "Date Reported", "2023-01-01", "2023-01-05", "2023-01-07", "2023-01-09", "soon").Confidence.Should().Be(0.98m, "80 % fit");
        Shaped(SourceSystem.Navex, "Severity", many).Confidence.Should().Be(0.68m);
        Shaped(SourceSystem.Navex, "Severity", many[..50]).Confidence.Should().Be(0.98m);
        Shaped(SourceSystem.Navex, "Reporter Email", "Reporter One", "Reporter Two").Confidence.Should().Be(0.68m);
        Shaped(SourceSystem.Navex, "Anonymous", "maybe").Confidence.Should().Be(0.68m);
        Shaped(SourceSystem.Eqs, "Reporter Contact", "a.b@client.example", "+1 202 555 0143").Confidence.Should().Be(0.98m);
    }

    [Fact]
    public void An_outcome_of_sentences_is_kept_as_words()
    {
        Shaped(SourceSystem.Navex, "Outcome", "Substantiated", "Unfounded").Target.Should().Be("case.outcome");
        Shaped(SourceSystem.Navex, "Outcome", new string('x', 61)).Target.Should().Be("case.outcome_detail");
        Shaped(SourceSystem.Navex, "Outcome", [.. Enumerable.Range(0, 51).Select(i => $"ended {i}")]).Target.Should().Be("case.outcome_detail");
    }

    [Theory]
    [InlineData("a.b@client.example", "reporter.email", 0.60)]
    [InlineData("+1 202 555 0143", "reporter.phone", 0.55)]
    [InlineData("2023-01-05", "report.received_at", 0.50)]
    public void Cells_alone_say_little(string cell, string target, double confidence)
    {
        var suggestion = Shaped(SourceSystem.Generic, "Xyzzy", cell, cell);

        (suggestion.Target, suggestion.Confidence, suggestion.Basis).Should().Be((target, (decimal)confidence, SuggestionBasis.Shape));
    }

    [Fact]
    public void Long_texts_alone_say_least_and_short_ones_nothing()
    {
        Shaped(SourceSystem.Generic, "Xyzzy", new string('x', 101)).Should().Match<ColumnSuggestion>(s => s.Target == "report.details" && s.Confidence == 0.40m && s.Band == SuggestionBand.Unmapped);
        Shaped(SourceSystem.Generic, "Xyzzy", new string('x', 100)).Target.Should().BeNull();
    }

    [Fact]
    public void A_saved_recipe_goes_before_everything_and_may_join_columns()
    {
        var recipe = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["first part"] = ["report.details"],
            ["second part"] = ["report.details", "report.summary"],
        };
        var suggestions = ColumnSuggestions.Of(SourceSystem.Navex,
            [new("First_Part", ColumnShape.Unknown), new("Second Part", ColumnShape.Unknown), new("Narrative", ColumnShape.Unknown)], recipe);

        suggestions.Select(s => s.Target).Should().Equal("report.details", "report.details", "custom.Narrative");
        suggestions.Take(2).Should().OnlyContain(s => s.Confidence == 1 && s.Basis == SuggestionBasis.Recipe);
        suggestions[1].Also.Should().Equal(new AlsoSuggestion("report.summary", 1));
    }

    [Theory]
    [InlineData("navex-intake", SourceSystem.Navex)]
    [InlineData("navex-callers", SourceSystem.Navex)]
    [InlineData("eqs-english-messages", SourceSystem.Eqs)]
    [InlineData("eqs-english-categories", SourceSystem.Eqs)]
    [InlineData("eqs-german", SourceSystem.Eqs)]
    [InlineData("case-iq", SourceSystem.CaseIq)]
    [InlineData("onetrust", SourceSystem.OneTrust)]
    [InlineData("legacy-ethico-cases", SourceSystem.LegacyEthico)]
    [InlineData("star", SourceSystem.Star)]
    public void An_export_of_a_known_source_feeds_its_number_status_category_and_text(string export, SourceSystem source) =>
        ColumnSuggestions.Of(source, ExampleExport.Read(export).Columns()).Where(s => s.Band is not SuggestionBand.Unmapped).Select(s => s.Target)
            .Should().Contain(["row.key", "case.status", "category.name", "report.details"]);

    [Fact]
    public void MIG_9_The_Legacy_Ethico_layout_without_a_category_leaves_it_to_a_person() =>
        TargetFields.MissingRequired(ColumnSuggestions.Of(SourceSystem.LegacyEthico, ExampleExport.Read("legacy-ethico-calls").Columns()).Select(s => s.Target!))
            .Select(f => f.Key).Should().Equal("category.name");

    private static IReadOnlyList<ColumnSuggestion> Suggest(SourceSystem source, params string[] headers) =>
        ColumnSuggestions.Of(source, [.. headers.Select(h => new SourceColumn(h, ColumnShape.Unknown))]);

    private static ColumnSuggestion Only(SourceSystem source, string header) => Suggest(source, header).Single();

    private static ColumnSuggestion Shaped(SourceSystem source, string header, params string[] cells) =>
        ColumnSuggestions.Of(source, [new(header, ExampleExport.ShapeOf(cells))]).Single();
}
