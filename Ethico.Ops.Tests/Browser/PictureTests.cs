using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>The README's pictures, taken of the real portal: scripts/screenshots.sh runs this by hand.</summary>
[Collection(nameof(BrowserHost))]
public sealed class PictureTests(BrowserHost host)
{
    private static string Folder => Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "docs", "images");

    [Fact(Explicit = true)]
    public async Task Pictures_for_the_README()
    {
        await using var person = await host.PersonAsync(width: 1440);
        await person.Page.SetViewportSizeAsync(1440, 800);
        await person.SignInAsync("margaret");
        await person.EnterAsync("Harbor & Vale", "SUP-990124");
        await TakeAsync(person, "/workspace/cases?status=any", "cases.png");
        await person.GoAsync("/workspace/configuration?open=intake.max_attachments");
        await TakeAsync(person, "/admin/audit", "audit.png");
    }

    private static async Task TakeAsync(Person person, string address, string name)
    {
        await person.GoAsync(address);
        Directory.CreateDirectory(Folder);
        await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name) });
    }
}
