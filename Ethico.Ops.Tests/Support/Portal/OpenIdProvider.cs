using System.Diagnostics;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>
/// A real OpenID provider in a process of its own, for the length of a test class. Its package is brought once, in the versions its lock
/// file names, into the repository's data folder. People are named by what is to happen: tier2, admin, nobody, both, unknown, and
/// with a hyphen behind as many of each as wanted.
/// </summary>
public sealed class OpenIdProvider : Xunit.IAsyncLifetime
{
    public const string ClientId = "portal-under-test";
    private const string ClientSecret = "only-on-loopback";
    private const string Directory = "11111111-2222-3333-4444-555555555555";
    private const string LyingDirectory = "99999999-2222-3333-4444-555555555555";
    private static readonly SemaphoreSlim OneInstall = new(1, 1);
    private Process? _process;
    private string _origin = "";

    public string Issuer => $"{_origin}/{Directory}/v2.0";

    /// <summary>Settings that make the portal sign people in here.</summary>
    public Dictionary<string, string?> Settings => SettingsFor(Directory);

    /// <summary>The same, but the announced issuer is not the one that signs.</summary>
    public Dictionary<string, string?> SettingsOfAnotherIssuer => SettingsFor(LyingDirectory);

    public async ValueTask InitializeAsync()
    {
        var modules = await InstalledAsync();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(Source, "provider.mjs"), modules, ClientId, ClientSecret])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        // Its warnings would fill the pipe and stop it.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _origin = await FirstAddressAsync(_process.StandardOutput);
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Goes the whole way a browser goes, as the person named, and answers what the portal says at its end.</summary>
    internal static async Task<HttpResponseMessage> SignInAsync(PortalClient client, string person, string to = "/")
    {
        var response = await client.Http.GetAsync($"/signin?to={Uri.EscapeDataString(to)}");
        var isBack = false;
        for (var hop = 0; hop < 12 && response.Headers.Location is { } next && !isBack; hop++)
        {
            var absolute = next.IsAbsoluteUri ? next : new Uri(response.RequestMessage!.RequestUri!, next);
            if (absolute.AbsolutePath.Contains("/interaction/", StringComparison.Ordinal))
                absolute = new Uri($"{absolute}?as={person}");
            isBack = absolute.AbsolutePath == "/signin/back";
            response.Dispose();
            response = await client.Http.GetAsync(absolute);
        }

        if (!isBack)
            throw new InvalidOperationException($"The way to the provider ended with {(int)response.StatusCode} at {response.RequestMessage!.RequestUri}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }

    private static string Root { get; } = OpsPaths.RepositoryRoot(AppContext.BaseDirectory);

    private static string Source { get; } = Path.Combine(Root, "Ethico.Ops.Tests", "Support", "OpenIdProvider");

    private Dictionary<string, string?> SettingsFor(string directory) => new(StringComparer.Ordinal)
    {
        ["AzureAd:Instance"] = _origin + "/",
        ["AzureAd:TenantId"] = directory,
        ["AzureAd:ClientId"] = ClientId,
        ["AzureAd:ClientSecret"] = ClientSecret,
    };

    private static async Task<string> FirstAddressAsync(StreamReader output)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await output.ReadLineAsync(enough.Token) is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException("The OpenID provider ended before it listened: node is missing or too old.");
    }

    private static async Task<string> InstalledAsync()
    {
        var folder = Path.Combine(Root, ".data", "openid-provider");
        await OneInstall.WaitAsync();
        try
        {
            var lockFile = await File.ReadAllTextAsync(Path.Combine(Source, "package-lock.json"));
            var done = Path.Combine(folder, "installed-package-lock.json");
            if (File.Exists(done) && string.Equals(await File.ReadAllTextAsync(done), lockFile, StringComparison.Ordinal))
                return folder;

            System.IO.Directory.CreateDirectory(folder);
            foreach (var file in (string[])["package.json", "package-lock.json"])
                File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]) { WorkingDirectory = folder })!;
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException("npm could not bring the OpenID provider the sign-in tests talk to.");
            File.Copy(Path.Combine(folder, "package-lock.json"), done, overwrite: true);
            return folder;
        }
        finally
        {
            OneInstall.Release();
        }
    }
}
