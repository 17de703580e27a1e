using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Host;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class StartTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Outside_Development_a_portal_without_AzureAd_refuses_and_names_the_keys()
    {
        (await RefusalAsync(environment: "Production")).Should().Contain("AzureAd:Instance, AzureAd:TenantId, AzureAd:ClientId, AzureAd:ClientSecret are not set");
        (await RefusalAsync(Azure(without: "ClientSecret"), "Production")).Should().Contain("AzureAd:ClientSecret is not set").And.NotContain("AzureAd:TenantId");
        (await RefusalAsync(Azure(without: "TenantId"), "Development")).Should().Contain("AzureAd:TenantId is not set", "half a provider is not the demo sign-in");
    }

    [Fact]
    public async Task A_provider_for_any_directory_is_refused()
    {
        var settings = Azure();
        settings["AzureAd:TenantId"] = "common";
        (await RefusalAsync(settings, "Production")).Should().Contain("AzureAd:TenantId would let in people of other directories");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var start = async () => await Ethico.Ops.Portal.PortalApp.StartAsync(new()
        {
            Args = ["--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"],
            Environment = "Development",
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Ops"] = database.AppConnectionString },
        });
        var fault = (await start.Should().ThrowAsync<Exception>()).Which;
        StartRefused.Behind(fault)!.Message.Should().Contain("address is taken");
    }

    [Fact]
    public async Task A_known_proxy_that_is_no_address_is_refused() =>
        (await RefusalAsync(new(StringComparer.Ordinal) { ["Proxies:Known"] = "10.0.0.0/8, proxy.local" })).Should().Contain("proxy.local");

    [Theory]
    [InlineData("Audit:HashKey")]
    [InlineData("Platform:MailKey")]
    public async Task A_hash_key_that_is_none_is_found_at_the_start_and_not_at_somebodys_first_change(string name) =>
        (await RefusalAsync(new(StringComparer.Ordinal) { [name] = "too short" })).Should().Contain($"{name} is not a key");

    [Fact]
    public async Task H12_Two_portals_on_one_database_know_each_others_cookies()
    {
        await using var one = await TestPortal.StartAsync(database: database);
        await using var two = await TestPortal.StartAsync(database: database);
        using var client = await one.SignedInAsync("ines");
        using var other = two.Client();
        other.Http.DefaultRequestHeaders.Add("Cookie", client.CookieHeader);
        (await other.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task H12_Outside_Development_keys_are_encrypted_and_a_silently_new_or_unreadable_ring_is_refused()
    {
        await using var own = await TestDatabase.CreateAsync();
        using var folder = new Certificates();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataProtection:CertificatePath"] = folder.Make("one"),
            ["DataProtection:CertificatePassword"] = Certificates.Password,
        };
        (await CheckAsync(own, [])).Should().Contain("DataProtection:CertificatePath");
        (await CheckAsync(own, settings)).Should().Contain("holds no cookie keys");

        settings["DataProtection:AllowNewKeyRing"] = "true";
        (await CheckAsync(own, settings, protect: true)).Should().BeNull();
        (await own.ValueAsync<string>("select xml from host.data_protection_keys")).Should().Contain("EncryptedData").And.NotContain("<masterKey");
        settings.Remove("DataProtection:AllowNewKeyRing");
        (await CheckAsync(own, settings)).Should().BeNull();

        settings["DataProtection:CertificatePath"] = folder.Make("two");
        (await CheckAsync(own, settings)).Should().Contain("None of the cookie keys");
        settings["DataProtection:EarlierCertificatePath"] = folder.Path("one");
        settings["DataProtection:EarlierCertificatePassword"] = Certificates.Password;
        (await CheckAsync(own, settings)).Should().BeNull();
        settings["DataProtection:CertificatePath"] = folder.Path("missing");
        (await CheckAsync(own, settings)).Should().Contain("cannot be read");
    }

    private static async Task<string?> CheckAsync(TestDatabase database, Dictionary<string, string?> settings, bool protect = false)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var environment = new Production();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new OpsDataSources(database.AppConnectionString));
        try
        {
            services.AddCookieKeys(configuration, environment);
            await using var provider = services.BuildServiceProvider();
            await CookieKeys.CheckAsync(provider, configuration, environment, CancellationToken.None);
            if (protect)
                provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("anything");
            return null;
        }
        catch (StartRefused refused)
        {
            return refused.Message;
        }
    }

    private async Task<string> RefusalAsync(Dictionary<string, string?>? settings = null, string environment = "Development")
    {
        var start = async () =>
        {
            await using var portal = await TestPortal.StartAsync(settings, environment: environment, database: database);
        };
        return (await start.Should().ThrowAsync<StartRefused>()).Which.Message;
    }

    private static Dictionary<string, string?> Azure(string? without = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AzureAd:Instance"] = "https://login.example/",
            ["AzureAd:TenantId"] = "11111111-2222-3333-4444-555555555555",
            ["AzureAd:ClientId"] = "portal",
            ["AzureAd:ClientSecret"] = "not used",
        };
        if (without is not null)
            settings.Remove("AzureAd:" + without);
        return settings;
    }

    private sealed class Certificates : IDisposable
    {
        public const string Password = "for this test";
        private readonly string _folder = Directory.CreateTempSubdirectory("ethico-ops-").FullName;

        public string Path(string name) => System.IO.Path.Combine(_folder, name + ".pfx");

        public string Make(string name)
        {
            using var key = RSA.Create(2048);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            File.WriteAllBytes(Path(name), certificate.Export(X509ContentType.Pkcs12, Password));
            return Path(name);
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
