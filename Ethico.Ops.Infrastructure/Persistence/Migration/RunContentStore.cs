using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>A run's content in one read: documents, and what of the tenant a mapping may name.</summary>
internal sealed class RunContentStore(OpsDatabase database) : IRunContents
{
    public Task<Outcome<RunContents>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<RunContents>)AccessRefusals.NotFoundOrNotYours;
                var detection = await context.FindDocumentAsync(run, RunDocumentKind.Detection, token);
                var profile = await context.FindDocumentAsync(run, RunDocumentKind.Profile, token);
                var format = await context.FindDocumentAsync(run, RunDocumentKind.Format, token);
                var mapping = await context.FindDocumentAsync(run, RunDocumentKind.Mapping, token);
                var read = mapping is null ? null : MappingJson.Read(mapping.Json);
                if (read is { IsAllowed: false })
                    return read.Refusal;
                var tenant = await context.TenantReferencesAsync(new(head.Tenant, run), read?.Value.FallbackQueue, token);
                var queues = await context.ListAsync(
                    "select id, name, is_fallback from platform.queues where organization_id = $1 and is_active order by is_fallback desc, name",
                    r => new TenantQueue(r.GetGuid(0), r.GetString(1), r.GetBoolean(2)), token, head.Tenant.Value);
                var zone = await context.ListAsync(
                    "select coalesce(time_zone, 'Etc/UTC') from platform.organizations where id = $1", r => r.GetString(0), token, head.Tenant.Value);
                return Outcome.Of(new RunContents(
                    head,
                    detection is null ? null : RunJson.Read<DetectionDocument>(detection.Json),
                    detection?.Version ?? 0,
                    profile is null ? null : RunJson.Read<FileProfile>(profile.Json),
                    format is null ? null : RunJson.Read<FileFormat>(format.Json),
                    mapping,
                    read?.Value,
                    tenant,
                    queues,
                    zone.SingleOrDefault() ?? "Etc/UTC",
                    head.ReadAt));
            },
            ct);
}
