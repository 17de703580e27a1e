using Ethico.Ops.Infrastructure.Persistence.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Tests.Support;

/// <summary>A folder for a test's signing key, anchor file and exports.</summary>
internal sealed class AuditFolder : IDisposable
{
    public AuditFolder() => Options = new AuditOptions(null, In("anchor.jsonl"), Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("ethico-ops-audit-").FullName;

    public AuditOptions Options { get; }

    public string In(string name) => Path.Combine(Folder, name);

    public void Arrange(IServiceCollection services) => services.AddSingleton(Options);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
