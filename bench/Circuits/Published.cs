using System.Diagnostics;
using System.Xml.Linq;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>Both sides as they are shipped: the portal, and what <c>dotnet new blazor --interactivity Server</c> makes, published in Release.</summary>
internal static class Published
{
    // Ours says what a project is built with; the template is to be built as it comes.
    private const string Untouched = "<Project />";

    public static async Task<string> PortalAsync(CancellationToken ct)
    {
        var root = OpsPaths.RepositoryRoot(AppContext.BaseDirectory);
        var folder = Path.Combine(BenchServer.WorkFolder, "portal");
        // The very command whoever deploys it uses.
        await RunAsync(root, "bash", ["scripts/publish.sh", folder], ct);
        return Path.Combine(folder, "Ethico.Ops.Portal.dll");
    }

    public static async Task<string> BareAsync(CancellationToken ct)
    {
        var source = await TemplateAsync("Bare", [], ct);
        return await PublishAsync(source, "Bare", ct);
    }

    /// <summary>The same template with MudBlazor as its guide adds it: style sheet, script, providers, a bar, a drawer and text. Its own
    /// template is not in every package source, and asks another server for its font.</summary>
    public static async Task<string> MudAsync(CancellationToken ct)
    {
        var source = await TemplateAsync("Mud", ["--all-interactive"], ct);
        var project = Path.Combine(source, "Mud.csproj");
        if (!(await File.ReadAllTextAsync(project, ct)).Contains("MudBlazor", StringComparison.Ordinal))
        {
            var versions = XDocument.Load(Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Directory.Packages.props"));
            var version = versions.Descendants("PackageVersion").Single(each => string.Equals((string?)each.Attribute("Include"), "MudBlazor", StringComparison.Ordinal)).Attribute("Version")!.Value;
            await ChangeAsync(Path.Combine(source, "Program.cs"), "var app = builder.Build();", "MudBlazor.Services.ServiceCollectionExtensions.AddMudServices(builder.Services);\nvar app = builder.Build();");
            await ChangeAsync(Path.Combine(source, "Components", "_Imports.razor"), "@using Mud.Components.Layout", "@using Mud.Components.Layout\n@using MudBlazor");
            await ChangeAsync(Path.Combine(source, "Components", "App.razor"), "lib/bootstrap/dist/css/bootstrap.min.css", "_content/MudBlazor/MudBlazor.min.css");
            await ChangeAsync(Path.Combine(source, "Components", "App.razor"), "</body>", "<script src=\"@Assets[\"_content/MudBlazor/MudBlazor.min.js\"]\"></script></body>");
            await File.WriteAllTextAsync(
                Path.Combine(source, "Components", "Layout", "MainLayout.razor"),
                """
                @inherits LayoutComponentBase
                <MudThemeProvider /><MudPopoverProvider /><MudDialogProvider /><MudSnackbarProvider />
                <MudLayout><MudAppBar Elevation="1"><MudText Typo="Typo.h5">Application</MudText></MudAppBar>
                <MudDrawer Open="true"><MudNavMenu><MudNavLink Href="" Match="NavLinkMatch.All">Home</MudNavLink><MudNavLink Href="counter">Counter</MudNavLink></MudNavMenu></MudDrawer>
                <MudMainContent Class="pt-16 pa-4">@Body</MudMainContent></MudLayout>
                """,
                ct);
            await File.WriteAllTextAsync(
                Path.Combine(source, "Components", "Pages", "Home.razor"),
                "@page \"/\"\n<MudText Typo=\"Typo.h3\">Hello, world!</MudText><MudAlert Severity=\"Severity.Normal\">Welcome.</MudAlert>\n",
                ct);
            // Last: it says that all of this is done.
            await ChangeAsync(project, "</Project>", $"<ItemGroup><PackageReference Include=\"MudBlazor\" Version=\"{version}\" /></ItemGroup></Project>");
        }

        return await PublishAsync(source, "Mud", ct);

        async Task ChangeAsync(string file, string from, string to)
        {
            var text = await File.ReadAllTextAsync(file, ct);
            if (!text.Contains(from, StringComparison.Ordinal))
                throw new InvalidOperationException($"The template's {Path.GetFileName(file)} is another than it was.");
            await File.WriteAllTextAsync(file, text.Replace(from, to, StringComparison.Ordinal), ct);
        }
    }

    private static async Task<string> TemplateAsync(string name, string[] further, CancellationToken ct)
    {
        var source = Path.Combine(BenchServer.WorkFolder, name.ToLowerInvariant() + "-source");
        if (!File.Exists(Path.Combine(source, name + ".csproj")))
        {
            Directory.CreateDirectory(source);
            foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets"])
                await File.WriteAllTextAsync(Path.Combine(source, file), Untouched, ct);
            await File.WriteAllTextAsync(Path.Combine(source, ".editorconfig"), "root = true\n", ct);
            await RunAsync(source, "dotnet", ["new", "blazor", "--interactivity", "Server", .. further, "-n", name, "-o", ".", "--no-restore"], ct);
        }

        return source;
    }

    private static async Task<string> PublishAsync(string source, string name, CancellationToken ct)
    {
        var folder = Path.Combine(BenchServer.WorkFolder, name.ToLowerInvariant());
        await RunAsync(source, "dotnet", ["publish", "-c", "Release", "-o", folder, "-v", "q"], ct);
        return Path.Combine(folder, name + ".dll");
    }

    private static async Task RunAsync(string folder, string program, string[] arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode is not 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {said}");
    }
}
