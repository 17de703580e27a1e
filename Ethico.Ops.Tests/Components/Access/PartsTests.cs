using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Portal.Components.Shared;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Ethico.Ops.Tests.Components.Access;

public sealed class PartsTests
{
    private static readonly IReadOnlyList<FilterSpec> Filters =
    [
        new("state", "State", [new("OPEN", "Open"), new("CLOSED", "Closed")], IsMany: true), new("severity", "Severity", [new("HIGH", "High")]),
    ];

    [Fact]
    public async Task A_grid_that_loads_shows_rows_in_the_shape_of_what_comes()
    {
        await using var desk = new Desk();

        var grid = Grid(desk, rows: null);

        grid.FindAll("tbody tr").Should().HaveCount(8);
        grid.FindAll(".skeleton").Should().HaveCount(16);
        grid.Find("section").GetAttribute("aria-busy").Should().Be("true");
    }

    [Fact]
    public async Task Empty_filtered_empty_and_refused_look_different_and_say_what_to_do()
    {
        await using var desk = new Desk();

        Grid(desk, []).Markup.Should().Contain("Nothing here yet").And.NotContain("Clear filters");
        Grid(desk, [], isFiltered: true).Markup.Should().Contain("Nothing fits this filter").And.Contain("Clear filters");
        Grid(desk, null, AccessRefusals.TooSlow).Markup.Should().Contain(AccessRefusals.TooSlow.Sentence).And.NotContain("skeleton");
    }

    [Fact]
    public async Task Sorting_is_an_address_that_begins_at_the_first_page()
    {
        await using var desk = new Desk();
        desk.Navigation.NavigateTo("/list?sort=name&after=abc&state=OPEN");

        var grid = Grid(desk, ["b", "a"], sort: "name");

        grid.Find("th[aria-sort=ascending] a").GetAttribute("href").Should().EndWith("/list?sort=-name&state=OPEN");
    }

    [Fact]
    public async Task A_filter_is_a_link_and_many_values_stand_in_their_own_order()
    {
        await using var desk = new Desk();
        desk.Navigation.NavigateTo("/list?state=CLOSED&after=abc");

        var chips = desk.Render<FilterChips>(p => p.Add(c => c.Filters, Filters));

        chips.FindAll(".menu-item")[0].GetAttribute("href").Should().EndWith("/list?state=OPEN%2CCLOSED");
        chips.Find(".chip-x").GetAttribute("href").Should().EndWith("/list");
        chips.Find("summary.on").TextContent.Should().Be("Closed");
    }

    [Fact]
    public async Task C21_A_value_nobody_offers_is_not_taken_from_the_address()
    {
        await using var desk = new Desk();
        desk.Navigation.NavigateTo("/list?severity=%3Cscript%3E");

        var chips = desk.Render<FilterChips>(p => p.Add(c => c.Filters, Filters));

        chips.Find(".filters").TextContent.Should().NotContain("script");
        chips.FindAll(".chip-x, .chip.on").Should().BeEmpty();
    }

    [Fact]
    public async Task C19_What_throws_is_held_where_it_is_and_shows_a_reference_and_no_stack()
    {
        await using var desk = new Desk();
        var isBroken = true;

        var boundary = desk.Render<OpsErrorBoundary>(p => p.Add(b => b.ChildContent, builder =>
        {
            builder.OpenComponent<Breaking>(0);
            builder.AddComponentParameter(1, nameof(Breaking.IsBroken), isBroken);
            builder.CloseComponent();
        }));

        boundary.Find("[role=alert]").TextContent.Should().Contain("could not be shown").And.NotContain("planted");
        boundary.Find(".id").TextContent.Should().MatchRegex("^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$");
        isBroken = false;
        await boundary.Find("button.btn").ClickAsync(new());
        boundary.Markup.Should().Contain("whole again");
    }

    [Fact]
    public async Task R4_An_owner_that_answers_late_takes_no_letter_back()
    {
        await using var desk = new Desk();
        var said = new List<string>();
        var box = desk.Render<ReasonBox>(p => p.Add(b => b.Value, "").Add(b => b.ValueChanged, said.Add));

        await box.Find("textarea").InputAsync(new() { Value = "A" });
        await box.Find("textarea").InputAsync(new() { Value = "At" });
        box.Render(p => p.Add(b => b.Value, "").Add(b => b.Label, "Redrawn"));
        box.Find("textarea").GetAttribute("value").Should().Be("At");
        box.Render(p => p.Add(b => b.Value, "A"));
        box.Find("textarea").GetAttribute("value").Should().Be("At");
        box.Render(p => p.Add(b => b.Value, "filled in by the owner"));

        box.Find("textarea").GetAttribute("value").Should().Be("filled in by the owner");
        said.Should().Equal("A", "At");
    }

    [Theory]
    [InlineData(9, "At least 10 characters; 9 so far.", false)]
    [InlineData(500, "500 of 500", false)]
    [InlineData(501, "At most 500 characters; 1 character too many.", true)]
    [InlineData(700, "At most 500 characters; 200 characters too many.", true)]
    [InlineData(FieldText.Most, "At most 500 characters. The field takes no more than 10,100 characters: what was pasted beyond that is not in it.", true)]
    public async Task Words_past_their_limit_are_said_to_be_and_nothing_of_them_is_cut(int length, string said, bool isOver)
    {
        await using var desk = new Desk();
        var value = "";
        var box = desk.Render<ReasonBox>(p => p.Add(b => b.Value, "").Add(b => b.ValueChanged, text => value = text));

        await box.Find("textarea").InputAsync(new() { Value = new string('x', length) });

        value.Should().HaveLength(length);
        box.Find("p").TextContent.Should().Be(said);
        box.Find("p").ClassList.Should().Contain(isOver ? "fault" : "hint");
        box.Find("textarea").HasAttribute("aria-invalid").Should().Be(isOver);
        int.Parse(box.Find("textarea").GetAttribute("maxlength")!, System.Globalization.CultureInfo.InvariantCulture).Should().Be(FieldText.Most);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData(" ")]
    public async Task A_field_says_that_it_took_no_more_wherever_the_browser_stopped(string character)
    {
        await using var desk = new Desk();
        var box = desk.Render<ReasonBox>(p => p.Add(b => b.Value, ""));
        // As browsers cut: the last character that fits as a whole.
        var cut = string.Concat(Enumerable.Repeat(character, FieldText.Most / character.Length));

        await box.Find("textarea").InputAsync(new() { Value = cut });

        box.Find("p.fault").TextContent.Should().EndWith(FieldText.FullWords);
    }

    [Fact]
    public void A_field_of_words_is_wider_than_every_rule_in_plain_letters_narrower_than_a_message_and_says_when_it_is_full()
    {
        FieldText.Most.Should().BeGreaterThan(Math.Max(Ethico.Ops.Domain.ClientSuccess.Engagements.NotesMost, Ethico.Ops.Domain.ClientSuccess.QbrRules.TextMost) + 99);
        (FieldText.Most * 2).Should().BeLessThan((int)Ethico.Ops.Portal.Circuits.CircuitSetup.LongestMessage - 2048, "a field's text goes twice with every event");
        FieldText.FullWords.Should().Contain(FieldText.Most.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        var fields = Directory.GetFiles(Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Ethico.Ops.Portal", "Components"), "*.razor", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetFileName(f), Text: File.ReadAllText(f))).Where(f => f.Text.Contains("maxlength=\"@FieldText.Most\"", StringComparison.Ordinal)).ToList();
        fields.Should().HaveCountGreaterThan(4);
        fields.Where(f => !f.Text.Contains("<FullNote", StringComparison.Ordinal)).Select(f => f.Name).Should().Equal("ReasonBox.razor");
    }

    [Fact]
    public async Task A_refusal_of_words_stands_above_their_count_which_goes_on()
    {
        await using var desk = new Desk();
        var box = desk.Render<ReasonBox>(p => p.Add(b => b.Value, new string('x', 501)).Add(b => b.Fault, new Refusal("reason", "Say why in 10 to 500 characters.", "reason")));

        box.Find("p.fault[role=alert]").TextContent.Should().Be("Say why in 10 to 500 characters.");
        await box.Find("textarea").InputAsync(new() { Value = new string('x', 480) });

        box.FindAll("p").Last().TextContent.Should().Be("480 of 500");
    }

    [Fact]
    public void Every_field_that_takes_a_reason_takes_it_in_one_way()
    {
        var folder = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Ethico.Ops.Portal", "Components");
        var razor = Directory.GetFiles(folder, "*.razor", SearchOption.AllDirectories);
        razor.Should().HaveCountGreaterThan(50);

        // A field of the browser's own for a reason cuts what is too long, and counts nothing.
        var own = razor.Where(f => Path.GetFileName(f) != "ReasonBox.razor")
            .SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), "<(input|textarea)[^>]*(reason|words)[^>]*>", System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.ExplicitCapture).Select(m => $"{Path.GetFileName(f)}: {m.Value}"))
            .Where(field => !field.Contains("FieldText.Most", StringComparison.Ordinal));
        own.Should().BeEmpty();
    }

    [Theory]
    [InlineData(135 * 60, "2 h 15 m")]
    [InlineData((59 * 60) + 59, "59 m")]
    [InlineData(15 * 60, "15:00")]
    [InlineData((12 * 60) + 4, "12:04")]
    [InlineData(-5, "0:00")]
    public void Time_left_reads_in_hours_above_a_quarter_and_in_seconds_below(int seconds, string said) =>
        Spans.Left(TimeSpan.FromSeconds(seconds)).Should().Be(said);

    private static IRenderedComponent<OpsGrid<string>> Grid(
        Desk desk, IReadOnlyList<string>? rows, Refusal? refusal = null, bool isFiltered = false, string? sort = null) =>
        desk.Render<OpsGrid<string>>(p => p
            .Add(g => g.Rows, rows).Add(g => g.Key, r => r).Add(g => g.Caption, "Letters").Add(g => g.Refusal, refusal)
            .Add(g => g.IsFiltered, isFiltered).Add(g => g.Sort, sort)
            .Add(g => g.Columns, builder =>
            {
                foreach (var (title, order) in new[] { ("Name", (string?)"name"), ("Twice", null) })
                {
                    builder.OpenComponent<OpsColumn<string>>(0);
                    builder.AddComponentParameter(1, "Title", title);
                    builder.AddComponentParameter(2, "Sort", order);
                    builder.AddComponentParameter(3, "ChildContent", (RenderFragment<string>)(row => cell => cell.AddContent(0, row)));
                    builder.CloseComponent();
                }
            }));

    private sealed class Breaking : ComponentBase
    {
        [Parameter]
        public bool IsBroken { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (IsBroken)
                throw new InvalidOperationException("planted");
            builder.AddContent(0, "whole again");
        }
    }
}
