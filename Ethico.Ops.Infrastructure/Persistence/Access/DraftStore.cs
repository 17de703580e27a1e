using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

/// <summary>Drafts through the portal's door. The row policies let it see the named owner's, and of a tenant only while that one is open to them.</summary>
internal sealed class DraftStore(OpsDatabase database, DraftSeal seal) : IDrafts
{
    public Task<Outcome<Draft?>> FindAsync(OperatorId owner, DraftPlace place, CancellationToken ct) =>
        database.DraftsAsync(
            owner,
            async (context, token) =>
            {
                var row = (await context.Database.SqlQuery<DraftRow>(
                    $"""
                    select d.body, d.version, d.saved_at, d.based_on from access.draft d
                    where d.operator_id = {owner.Value} and d.place = {place.Key} and d.organization_id is not distinct from {place.Tenant?.Value}::uuid
                      and d.expires_at > access.now()
                    """).ToListAsync(token)).SingleOrDefault();
                return Outcome.Of(row is not null && seal.Open(owner, place, row.Body) is { } text ? new Draft(text, row.Version, row.SavedAt, row.BasedOn) : null);
            },
            ct);

    public Task<Outcome<DraftKept>> KeepAsync(OperatorId owner, DraftPlace place, DraftWrite write, CancellationToken ct)
    {
        var body = seal.Close(owner, place, write.Text);
        return database.DraftsAsync(
            owner,
            async (context, token) =>
            {
                // Left a moment too long ago: the policy would refuse the row as a fault.
                if (place.Tenant is { } tenant && !await context.Database.SqlQuery<bool>($"""select {tenant.Value} = any (access.draft_tenants()) as "Value" """).SingleAsync(token))
                    return AccessRefusals.SessionOver;
                return Outcome.Of(await context.Database.SqlQuery<DraftKept>(
                    $"""
                    select k.is_kept, k.version, k.saved_at
                    from access.keep_draft({place.Key}, {place.Tenant?.Value}::uuid, {body}, {write.Over}, {write.BasedOn}) k
                    """).SingleAsync(token));
            },
            ct);
    }

    public Task<Outcome<Done>> ForgetAsync(OperatorId owner, DraftPlace place, long upTo, CancellationToken ct) =>
        database.DraftsAsync(
            owner,
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync($"delete from access.draft d where d.operator_id = {owner.Value} and d.place = {place.Key} and d.version <= {upTo}", token);
                return Outcome.Done;
            },
            ct);

    internal sealed record DraftRow(byte[] Body, long Version, DateTimeOffset SavedAt, string? BasedOn);
}
