using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
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
