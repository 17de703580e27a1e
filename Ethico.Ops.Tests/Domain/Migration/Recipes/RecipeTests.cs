using CsCheck;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class RecipeTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoValues = new(StringComparer.Ordinal);

    [Fact]
    public void MIG_30_A_recipe_holds_no_id_no_queue_and_no_person_of_the_tenant_it_was_made_in()
    {
        var mapping = RowDesk.Mapping with { Leads = [new("lead.a@client.example", "lead.a@client.example")] };
        var json = RecipeJson.Write(RecipeMaking.Of("NAVEX", mapping, RowDesk.Header));

        json.Should().NotContain(RowDesk.Queue.ToString()).And.NotContain("@client.example");
        RecipeRules.Check(RecipeMaking.Of("NAVEX", mapping, RowDesk.Header)).Should().BeNull();
        RecipeRules.Check(RecipeDesk.Recipe.With(m => m with { FallbackQueue = RowDesk.Queue }))!.Code.Should().Be("recipe-people");
        RecipeRules.Check(RecipeDesk.Recipe.With(m => m with { ValueMaps = [new(TargetKeys.LocationName, [new("Plant", RowDesk.LeadA.ToString())])] }))!.Code
            .Should().Be("recipe-id");
    }

    [Fact]
    public void MIG_30_What_only_one_tenant_has_is_marked_and_left_out_when_shared()
    {
        RecipeDesk.Recipe.TenantOnly.Should().Equal("category.name");
        RecipeDesk.Shared.Mapping.ValueMaps.Select(m => m.Target).Should().Equal("case.status", "case.severity");

        var standard = RecipeMaking.Of("Standard", RowDesk.Mapping with
        {
            ValueMaps = [new(TargetKeys.CategoryName, [new("COI", "Conflict of Interest"), new("Mobbing", CreateName: "Bullying")]), new(TargetKeys.LocationName, [new("P1", "Plant 1")])],
        }, RowDesk.Header);
        standard.TenantOnly.Should().Equal("location.name");
        RecipeMaking.Shared(standard).Mapping.ValueMaps.Select(m => m.Target).Should().Equal("category.name");
        RecipeMaking.Shared(standard with { TenantOnly = [] }).Mapping.ValueMaps.Should().HaveCount(1, "a lost mark is found again");
    }

    [Fact]
    public void Columns_stand_in_a_recipe_by_their_normalised_names()
    {
        RecipeDesk.Recipe.Columns.Should().StartWith("case number").And.Contain("eprs report number");
        RecipeDesk.Recipe.Mapping.RowKey!.Columns.Should().Equal("case number");
        RecipeDesk.Recipe.Mapping.Dates.Select(d => d.Column).Should().Equal("date reported", "date closed");
        RecipeColumns.Names(["Case No", "CASE_NO", "", "--"]).Should().Equal("case number", "case number (2)", "column", "column (2)");
    }

    [Fact]
    public void Applied_to_the_file_it_was_made_of_it_is_the_mapping_again()
    {
        var fit = RecipeFit.Of(RecipeDesk.Recipe, RowDesk.Header, NoValues);

        fit.Mapping.Should().BeEquivalentTo(RowDesk.Mapping with { FallbackQueue = null });
        fit.Matched.Should().Equal(RowDesk.Header);
        fit.Missing.Should().BeEmpty();
        fit.NewColumns.Should().BeEmpty();
    }

    [Fact]
    public void Applying_lists_matched_missing_and_new_columns_and_new_values()
    {
        string[] headers = ["CASENUMBER", "case_status", "Issue Type", "Date Reported", "Narrative", "Shift"];
        var fit = RecipeFit.Of(RecipeDesk.Recipe, headers, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["case_status"] = ["CLOSED", "Parked", "in_progress", ""],
            ["Issue Type"] = ["COI", "Nepotism"],
            ["Shift"] = ["Night"],
        });

        fit.Matched.Should().Equal("CASENUMBER", "case_status", "Issue Type", "Date Reported", "Narrative");
        fit.Missing.Should().Contain(["date closed", "severity", "location"]).And.HaveCount(8);
        fit.NewColumns.Should().Equal("Shift");
        fit.NewValues.Should().Equal(new RecipeNewValue("case.status", "case_status", "Parked"), new RecipeNewValue("category.name", "Issue Type", "Nepotism"));
        fit.Mapping.Feeds.Select(f => f.Target).Should().Equal("case.reference_number", "case.status", "category.name", "report.received_at", "report.details");
        fit.Mapping.RowKey!.Columns.Should().Equal("CASENUMBER");
    }

    [Fact]
    public void A_key_of_which_a_column_is_missing_is_no_key()
    {
        var recipe = RecipeDesk.Recipe.With(m => m with { RowKey = new RowKeyChoice(["case number", "location"]) });

        RecipeFit.Of(recipe, ["Case Number", "Narrative"], NoValues).Mapping.RowKey.Should().BeNull();
    }

    [Fact]
    public void Columns_named_in_transforms_travel_with_the_others()
    {
        var mapping = RowDesk.Mapping with
        {
            Feeds = [new("report.details", ["Narrative"], [new ConcatTransform(["Narrative", "Location"], Labelled: true), new IfEmptyTransform("Issue Type"), new IfEmptyTransform(Text: "none")])],
        };
        var recipe = RecipeMaking.Of("Joined", mapping, RowDesk.Header);
        var there = RecipeFit.Of(recipe, ["NARRATIVE", "LOCATION"], NoValues).Mapping.Feeds.Single();

        recipe.Mapping.Feeds.Single().Transforms.Should().ContainInOrder(new IfEmptyTransform("issue type"), new IfEmptyTransform(Text: "none"));
        there.Transforms[0].Should().BeOfType<ConcatTransform>().Which.Columns.Should().Equal("NARRATIVE", "LOCATION");
        there.Transforms.Skip(1).Should().Equal(new IfEmptyTransform(Text: "none"));
    }

    [Fact]
    public void A_recipe_of_published_columns_is_proposed_from_nine_tenths_on()
    {
        RecipeColumns.Share(["a", "b", "c", "d", "e", "f", "g", "h", "j"], ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K"]).Should().Be(0.9m);
        RecipeColumns.Share(RecipeDesk.Recipe.Columns, RowDesk.Header).Should().Be(1);
        RecipeView View(string name, bool isForAll, params string[] columns) =>
            new(new(Guid.Empty), name, SourceSystem.Convercent, 1, columns, isForAll, DateTimeOffset.UnixEpoch, null);

        RecipeView.Proposed([View("half", true, "a", "x"), View("own", false, "a", "b"), View("all", true, "a", "b")], ["A", "B"])!.Name.Should().Be("all");
        RecipeView.Proposed([View("half", true, "a", "x")], ["A", "B"]).Should().BeNull();
    }

    [Fact]
    public void A_recipe_comes_back_from_its_document_as_it_was()
    {
        var read = RecipeJson.Read(RecipeJson.Write(RecipeDesk.Recipe with { Version = 3 }));

        read.Value.Should().BeEquivalentTo(RecipeDesk.Recipe with { Version = 3 });
        RecipeJson.ReadFixture(RecipeJson.Write(RecipeDesk.Fixture())).Should().BeEquivalentTo(RecipeDesk.Fixture());
    }

    [Theory]
    [InlineData("", "recipe-unreadable")]
    [InlineData("[]", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":2}", "recipe-schema")]
    [InlineData("{\"schemaVersion\":1}", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":\"1\"}", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"surprise\":1,\"mapping\":{}}", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\"}}", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":null}}", "mapping-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"feeds\":null}}", "mapping-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"feeds\":[null]}}", "mapping-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"feeds\":[{\"target\":\"case.status\",\"sourceColumns\":null}]}}", "mapping-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"sourceLabel\":\"a\\u0000b\"}}", "mapping-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"sourceLabel\":\"a\\ud800b\"}}", "recipe-unreadable")]
    [InlineData("{\"schemaVersion\":1,\"mapping\":{\"source\":\"Generic\",\"feeds\":[{\"target\":\"case.status\",\"sourceColumns\":[\"A\"],\"transforms\":[{\"name\":\"explode\"}]}]}}", "transform-unknown")]
    [InlineData("{\"schemaVersion\":1,\"name\":7,\"mapping\":{\"source\":\"Generic\"}}", "recipe-unreadable")]
    public void An_uploaded_document_that_is_no_recipe_is_refused_in_words(string json, string code) => RecipeJson.Read(json).Refusal!.Code.Should().Be(code);

    [Fact]
    public void Any_text_as_a_recipe_is_read_or_refused_and_never_throws() =>
        Gen.String.Sample(text =>
        {
            _ = RecipeJson.Read(text);
            _ = RecipeJson.Read($"{{\"schemaVersion\":1,\"columns\":[{text}],\"mapping\":{{\"source\":\"Generic\"}}}}");
        });

    [Fact]
    public void What_a_recipe_may_not_be_is_named()
    {
        Code(RecipeDesk.Recipe).Should().BeNull();
        Code(RecipeDesk.Recipe with { Name = " " }).Should().Be("recipe-name");
        Code(RecipeDesk.Recipe.With(m => m with { Source = "Elsewhere" })).Should().Be("recipe-source");
        Code(RecipeDesk.Recipe.With(m => m with { Source = "Generic" })).Should().Be("recipe-source");
        Code(RecipeDesk.Recipe with { Columns = [] }).Should().Be("recipe-columns");
        Code(RecipeDesk.Recipe.With(m => m with { Feeds = [.. m.Feeds, new("case.category", "severity")] })).Should().Be("recipe-target-twice");
        Code(RecipeDesk.Recipe.With(m => m with { Feeds = [.. m.Feeds, new("case.nothing", "severity")] })).Should().Be("mapping-target");
        Code(RecipeDesk.Recipe.With(m => m with { Feeds = [.. m.Feeds, new("report.summary", "elsewhere")] })).Should().Be("recipe-column");
        Code(RecipeDesk.Recipe.With(m => m with { Feeds = [.. m.Feeds.Skip(3)] })).Should().Be("recipe-targets");
        Code(RecipeDesk.Recipe.With(m => m with { ValueMaps = [new(TargetKeys.CaseStatus, [new("Closed - in error", "OPEN")])] })).Should().Be("recipe-closed");

        static string? Code(RecipeDocument recipe) => RecipeRules.Check(recipe)?.Code;
    }

    [Fact]
    public void A_fixture_is_made_up_small_and_whole()
    {
        Code([RecipeDesk.MadeUpRow]).Should().BeNull();
        Code([]).Should().Be("fixture-size");
        Code([.. Enumerable.Repeat(RecipeDesk.MadeUpRow, 201)]).Should().Be("fixture-size");
        Code([["too", "few"]]).Should().Be("fixture-size");
        Code([With(11, "His number is 123-45-6789")]).Should().Be("fixture-sensitive");
        Code([With(11, "Paid with 4111 1111 1111 1111")]).Should().Be("fixture-sensitive");
        Code([With(8, "somebody@client.test.com")]).Should().Be("fixture-real");
        Code([With(8, "somebody@client.example")]).Should().BeNull();

        static string[] With(int cell, string text) => [.. RecipeDesk.MadeUpRow.Select((c, i) => i == cell ? text : c)];
        static string? Code(string[][] rows) => RecipeRules.Check(new RecipeFixture(
            "usual", RecipeDesk.Today, RowDesk.Header, rows, [.. rows.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal))]))?.Code;
    }

    [Fact]
    public void MIG_30_A_fixtures_rows_become_what_they_became_and_a_change_that_alters_them_is_shown_field_by_field()
    {
        var fixture = RecipeDesk.Fixture();

        fixture.Expected.Single().Should().Contain("case.status", "CLOSED").And.Contain("report.received_at", "2023-12-24T05:00:00Z")
            .And.Contain("case.outcome", "NOT_RECORDED").And.Contain("reporter.full_name", "Somebody Made Up").And.ContainKey("findings");
        RecipeTrial.Differences(RecipeDesk.Shared, fixture).Value.Should().BeEmpty();
        RecipeTrial.Differences(RecipeDesk.Shared.ReadingClosedOtherwise(), fixture).Value.Should()
            .Contain(new RecipeDifference("usual", 1, "case.outcome", "NOT_RECORDED", "DISMISSED"));
    }
}
