using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Persistence.Audit;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

public sealed class AuditKeyTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void In_development_the_key_is_made_once_and_kept_for_its_owner_only()
    {
        using var first = AuditSigner.Open(folder.Options);
        using var second = AuditSigner.Open(folder.Options);

        second.KeyId.Should().Be(first.KeyId);
        AuditSeal.IsSigned([1, 2, 3], first.Sign([1, 2, 3]), second.PublicKey.Span).Should().BeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.In("audit-signing-key.pem")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task D1_Two_portals_that_start_on_one_folder_sign_with_one_key()
    {
        for (var round = 0; round < 50; round++)
        {
            var options = folder.Options with { KeepIn = folder.In($"{round}") };
            using var start = new Barrier(4);

            var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    using var signer = AuditSigner.Open(options);
                    return signer.KeyId;
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            keys.Distinct().Should().ContainSingle();
        }
    }

    [Fact]
    public void A_pem_and_the_path_of_one_are_the_same_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.In("key.pem"), key.ExportECPrivateKeyPem());

        using var byText = AuditSigner.Open(folder.Options with { SigningKey = key.ExportPkcs8PrivateKeyPem() });
        using var byPath = AuditSigner.Open(folder.Options with { SigningKey = folder.In("key.pem") });

        byPath.KeyId.Should().Be(byText.KeyId);
    }

    [Fact]
    public void A_key_that_is_none_stops_the_start_with_a_sentence()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] wrong = [folder.In("missing.pem"), large.ExportPkcs8PrivateKeyPem(), own.ExportSubjectPublicKeyInfoPem(), "-----BEGIN NOTHING-----"];

        foreach (var key in wrong)
        {
            var act = () => AuditSigner.Open(folder.Options with { SigningKey = key });

            act.Should().Throw<StartRefused>().WithMessage("Audit:SigningKey*");
        }
    }

    [Theory]
    [InlineData(null, "anchor.jsonl", "Audit:SigningKey")]
    [InlineData("key.pem", null, "Audit:AnchorPath")]
    public void Outside_development_the_portal_does_not_start_without_key_and_anchor(string? key, string? anchor, string named)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Audit:SigningKey", key), new("Audit:AnchorPath", anchor)]).Build();
        var environment = new HostingEnvironment { EnvironmentName = Environments.Production, ContentRootPath = folder.Folder };

        var act = () => AuditOptions.From(settings, environment);

        act.Should().Throw<StartRefused>().WithMessage($"{named} is not set*");
        environment.EnvironmentName = Environments.Development;
        act.Should().NotThrow();
    }
}
