using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>client-success.md 3.4, 3.6 and 7: the client file as somebody without a mouse has it, and as somebody who may only read it.</summary>
[Collection(nameof(BrowserHost))]
public sealed class ClientFileTests(BrowserHost host)
{
    private const string Client = "Quillfeather";
    private const string Dialog = ".mud-dialog";

    [Fact]
    public async Task CS_26_Keyboard_only_one_edits_the_file_mends_what_was_refused_and_adds_and_removes_a_contact()
    {
        await using var person = await host.PersonAsync();
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await person.SignInAsync("caleb");
        await OpenAsync(person);
        var fact = page.Locator("dt:text-is('Headcount') + dd");
        var before = await fact.InnerTextAsync();

        await PressAsync(person, "Edit the file…");
        await page.Locator("#file-headcount").WaitForAsync();
        await TypeAsync(person, "#file-tags", "by keyboard");
        await TypeAsync(person, "#file-headcount", "about a hundred");
        await PressAsync(person, "Save");
        // Beside its field, said to who cannot see it, and nothing of what was typed is gone.
        var fault = page.Locator("div:has(> #file-headcount) > .fault[role=alert]");
        await fault.WaitForAsync();
        (await fault.InnerTextAsync()).Should().Be("The headcount is a number from 1, or empty.");
        (await page.Locator("#file-headcount").GetAttributeAsync("aria-describedby")).Should().Be(await fault.GetAttributeAsync("id"));
        (await page.Locator("#file-headcount").InputValueAsync()).Should().Be("about a hundred");
        (await page.Locator("#file-tags").InputValueAsync()).Should().Be("by keyboard");

        await TypeAsync(person, "#file-headcount", "4,321");
        await PressAsync(person, "Save");
        await GoneAsync(page);
        await page.GetByText("The file is saved.").WaitForAsync();
        (await fact.InnerTextAsync()).Should().Be("4,321").And.NotBe(before);
        (await page.Locator("dt:text-is('Tags') + dd").InnerTextAsync()).Should().Be("by keyboard");

        await PressAsync(person, "Add a contact");
        await page.Locator("#contact-name").WaitForAsync();
        await TypeAsync(person, "#contact-name", "Quill Ambrose");
        await person.TabToAsync("Sponsor", isAll: true);
        await keys.PressAsync("Space");
        await PressAsync(person, "Add contact");
        await GoneAsync(page);
        var row = page.Locator("tbody tr", new() { HasTextString = "Quill Ambrose" });
        await row.WaitForAsync();
        (await row.InnerTextAsync()).Should().Contain("Sponsor").And.NotContain("Champion");

        // It asks first, and says whom.
        await PressAsync(person, "Remove… Quill Ambrose");
        await page.Locator(Dialog, new() { HasTextString = "Quill Ambrose is erased here" }).WaitForAsync();
        await PressAsync(person, "Remove");
        await GoneAsync(page);
        await page.GetByText("The contact is removed.").WaitForAsync();
        (await row.CountAsync()).Should().Be(0);
        await page.ReloadAsync();
        await person.SettleAsync();
        (await fact.InnerTextAsync()).Should().Be("4,321", "it is in the database, not only on the screen");
        (await row.CountAsync()).Should().Be(0);
        person.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task CS_26_Who_may_only_read_finds_no_button_to_edit_with()
    {
        await using var person = await host.PersonAsync();
        await person.SignInAsync("margaret");
        await OpenAsync(person);

        (await person.Page.Locator("dt:text-is('Headcount')").CountAsync()).Should().Be(1, "the file is there to read");
        (await person.Page.GetByText("Your role reads the file.").CountAsync()).Should().Be(1);
        (await person.Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new("Edit|Add|Remove") }).AllInnerTextsAsync()).Should().BeEmpty();
        person.Complaints.Should().BeEmpty();
    }

    private static async Task OpenAsync(Person person)
    {
        await person.GoAsync("/clients?q=" + Client);
        var client = "/" + (await person.Page.Locator("tbody .row-link").First.GetAttributeAsync("href"))!.TrimStart('/');
        await person.GoAsync(client + "/file");
    }

    // Tab until a button says nothing but this, and Enter.
    private static async Task PressAsync(Person person, string words)
    {
        await person.TabToAsync(words, isAll: true);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task TypeAsync(Person person, string field, string text)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await person.Page.EvaluateAsync<bool>("field => document.activeElement?.matches(field) === true", field))
            {
                await person.Page.Keyboard.PressAsync("Control+a");
                await person.Page.Keyboard.TypeAsync(text);
                return;
            }

            await person.Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab never came to {field}.");
    }

    private static Task GoneAsync(IPage page) => page.Locator(Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
}
