using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>client-success.md 4.10 and 7: the editor of the model as fast as one types, and with another at the same draft.</summary>
[Collection(nameof(BrowserHost))]
public sealed class HealthModelTests(BrowserHost host)
{
    [Fact]
    public async Task Keyboard_only_wrong_numbers_are_named_nothing_typed_is_lost_and_the_second_of_two_saves_is_told()
    {
        await using var first = await host.PersonAsync();
        await using var second = await host.PersonAsync();
        await first.SignInAsync("amara");
        await second.SignInAsync("viktor");
        await first.GoAsync("/admin/health-model");
        await second.GoAsync("/admin/health-model");
        await BeginAsync(first);
        await BeginAsync(second);
        // The cursor is in the editor, not before everything.
        (await first.Page.EvaluateAsync<string>("() => document.activeElement.textContent")).Should().Be("New draft");

        await WatchAsync(Field(first, "Login"));
        foreach (var (typed, sentence) in new[]
        {
            ("0.15", "Weights add up to 0.95, not 1.00."), ("", "Weight: login: write a number here."), ("1e9", "Weight: login: write a number here."), ("a fifth", "Weight: login: write a number here."),
            ("1000000000", "Weight: login: write a number here."), ("0.205", "Weight: login: a weight is between 0.00 and 1.00, in steps of 0.01."),
        })
        {
            await TypeAsync(first, "Login", typed);
            await first.Page.Locator("#model-fault", new() { HasTextString = sentence }).WaitForAsync();
            (await Field(first, "Login").InputValueAsync()).Should().Be(typed, "each key counts, however fast it comes");
            (await first.Page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).IsDisabledAsync()).Should().BeTrue();
        }

        (await WrittenAsync(Field(first, "Login"))).Should().BeEmpty("what is written back late is written over what was typed since");
        await TypeAsync(first, "Login", "0.20");
        await TypeAsync(first, "Low risk from", "75.2");
        await SaveAsync(first);
        await first.Page.GetByText("It counts nowhere until it is scheduled.").WaitForAsync();
        await TypeAsync(second, "Low risk from", "80.5");
        await SaveAsync(second);
        var told = second.Page.Locator("section.card .note.bad");
        await told.WaitForAsync();
        (await told.InnerTextAsync()).Should().StartWith("Amara Nwosu changed this model meanwhile");
        (await Field(second, "Low risk from").InputValueAsync()).Should().Be("80.5");
        (await second.Page.Locator("section.note dl").InnerTextAsync()).Should().Contain("75.2");

        await second.TabToAsync("Keep mine over it", isAll: true);
        await second.Page.Keyboard.PressAsync("Enter");
        await second.Page.GetByText("It counts nowhere until it is scheduled.").WaitForAsync();
        await second.Page.ReloadAsync();
        await second.SettleAsync();
        (await second.Page.Locator(".head-actions .btn.primary").InnerTextAsync()).Should().StartWith("Edit draft");
        (await second.Page.Locator("tbody tr", new() { HasTextString = "Draft" }).CountAsync()).Should().Be(1, "one draft, not one that hides the other");
        second.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_threshold_of_an_alert_takes_keys_as_fast_as_they_come()
    {
        await using var person = await host.PersonAsync();
        await person.SignInAsync("amara");
        await person.GoAsync("/admin/alert-rules");
        var field = person.Page.Locator(".limits input").First;
        await WatchAsync(field);
        foreach (var typed in (string[])["12.5", "1234.5678"])
        {
            await field.FocusAsync();
            await person.Page.Keyboard.PressAsync("Control+a");
            await person.Page.Keyboard.TypeAsync(typed);
            await person.Page.GetByText("Not saved").WaitForAsync();
            await person.Page.WaitForTimeoutAsync(400);
            (await field.InputValueAsync()).Should().Be(typed);
        }

        (await WrittenAsync(field)).Should().BeEmpty("what is written back late is written over what was typed since");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await person.Page.GetByText("Not saved").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        person.Complaints.Should().BeEmpty();
    }

    // From here on, what a script writes into the field; what a person types is not among it.
    private static Task WatchAsync(ILocator field) => field.EvaluateAsync(
        """
        e => {
          const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
          e.written = [];
          Object.defineProperty(e, "value", { configurable: true, get() { return own.get.call(this); }, set(text) { this.written.push(text); own.set.call(this, text); } });
        }
        """);

    private static Task<string[]> WrittenAsync(ILocator field) => field.EvaluateAsync<string[]>("e => e.written");

    private static ILocator Field(Person person, string label) => person.Page.Locator(".model-form label", new() { HasTextString = label }).Locator("input").First;

    private static async Task BeginAsync(Person person)
    {
        await person.Page.Locator("h1").FocusAsync();
        await person.TabToAsync("Draft a new version", isAll: true);
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.Locator("#draft-title:focus").WaitForAsync();
    }

    private static async Task TypeAsync(Person person, string label, string text)
    {
        await Field(person, label).FocusAsync();
        await person.Page.Keyboard.PressAsync("Control+a");
        await person.Page.Keyboard.PressAsync("Delete");
        await person.Page.Keyboard.TypeAsync(text);
    }

    private static async Task SaveAsync(Person person)
    {
        await person.Page.Locator("button:not([disabled])", new() { HasTextString = "Save draft" }).WaitForAsync();
        await person.TabToAsync("Save draft", isAll: true);
        await person.Page.Keyboard.PressAsync("Enter");
    }
}
