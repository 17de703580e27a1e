using Ethico.Ops.Domain.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>Takes the signing key in hand when the portal starts, so that one that is missing is found then and not at night.</summary>
internal sealed partial class AuditStart(IAuditSigner signer, ILogger<AuditStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Signing(signer.KeyId);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoints of the audit trail are signed with key {KeyId}")]
    private partial void Signing(string keyId);
}
