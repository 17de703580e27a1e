using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class QbrStore(OpsDatabase database, TimeProvider clock) : IQbrs
{
    public Task<Outcome<QbrShelf?>> ShelfAsync(ClientScope scope, OrganizationId tenant, bool withDraft, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var batch = new ReadBatch(context);
            var files = batch.AskFile(scope, tenant);
            var kept = batch.Ask(
                """
                select q.id, q.from_on, q.to_on, q.sections, q.cohort, coalesce(q.notes, ''), coalesce(q.next_steps, ''), q.row_version, q.state, q.changed_at, c.display_name,
                    q.finalized_at, f.display_name, encode(q.content_hash, 'hex'), encode(q.pdf_hash, 'hex')
                from client_success.qbr q
                left join access.operator_name c on c.operator_id = q.changed_by
                left join access.operator_name f on f.operator_id = q.finalized_by
                where q.organization_id = $1 and (q.state = 'FINAL' or $2) order by q.state, q.finalized_at desc, q.id limit 201
                """,
                ReadReview, tenant.Value, withDraft);
            var cohorts = batch.Ask(
                "select distinct cohort from client_success.benchmark where organization_id = $1 and day = (select max(x.day) from client_success.benchmark x where x.organization_id = $1)",
                r => PlatformCodes.Read<CohortKind>(r.GetString(0)), tenant.Value);
            await batch.SendAsync(token);
            return Outcome.Of(files is not [var client] ? null : new QbrShelf(
                client.Name, [.. cohorts.Append(CohortKind.All).Distinct().Order()], kept.Select(k => k.Draft).OfType<QbrDraft>().FirstOrDefault(), [.. kept.Select(k => k.Final).OfType<QbrFinal>()]));
        },
        ct);

    public Task<Outcome<QbrBeside?>> BesideAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (await ClientSql.FileAsync(context, scope, tenant, token) is not { } client)
                return Outcome.Of((QbrBeside?)null);
            var campaigns = await context.ReadAsync(
                """
                select campaign_id, kind, title, due_on, assignments_due, completed from client_success.campaign_line
                where organization_id = $1 and due_on between $2 and $3 order by due_on, campaign_id limit 50
                """,
                r => new CampaignLine(r.GetGuid(0), r.GetString(1), r.GetString(2), r.Maybe<DateOnly>(3), r.GetInt32(4), r.GetInt32(5)), token, tenant.Value, from, to);
            var models = await ModelSql.BookAsync(context, token);
            var standing = (await context.ReadAsync(
                $"select {SnapshotSql.Columns("h")} from client_success.health_snapshot h where h.organization_id = $1 and h.state = 'SCORED' order by h.day desc limit 1",
                r => SnapshotSql.Read(r, 0, models), token, tenant.Value)).SingleOrDefault();
            var held = (await ClientSql.OverridesAsync(context, tenant, token)).Find(o => o.State is "ACTIVE");
            return Outcome.Of<QbrBeside?>(new(client.Name, campaigns, standing, held?.Band ?? standing?.Snapshot.Band?.Band));
        },
        ct);

    public Task<Outcome<long>> KeepAsync(Caller caller, ClientScope scope, OrganizationId tenant, QbrEdit edit, CancellationToken ct) => database.PortalAsync(
        async (context, token) => await ScopeSql.IsInAsync(context, scope, tenant.Value, token)
            ? await WriteAsync(context, caller, tenant, edit, token)
            : AccessRefusals.NotFoundOrNotYours,
        ct);

    public Task<Outcome<Done>> DiscardAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, long rowVersion, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return AccessRefusals.NotFoundOrNotYours;
            var gone = await context.ReadAsync(
                "delete from client_success.qbr where organization_id = $1 and state = 'DRAFT' and row_version = $2 returning id", r => r.GetGuid(0), token, tenant.Value, rowVersion);
            if (gone is not [var draft])
                return await ConflictAsync(context, tenant, token);
            await context.AppendAsync(caller, act with { EntityId = draft.ToString() }, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Guid>> FinalizeAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, QbrEdit edit, QbrMade made, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return (Outcome<Guid>)AccessRefusals.NotFoundOrNotYours;
            var kept = await WriteAsync(context, caller, tenant, edit, token);
            if (!kept.IsAllowed)
                return kept.Refusal;
            var id = (await context.ReadAsync(
                """
                update client_success.qbr set state = 'FINAL', html = $3, pdf = $4, content_hash = $5, pdf_hash = $6, finalized_at = access.now(), finalized_by = $7, row_version = row_version + 1
                where organization_id = $1 and state = 'DRAFT' and row_version = $2 returning id
                """,
                r => r.GetGuid(0), token, tenant.Value, kept.Value, made.Html, made.Pdf, SHA256.HashData(made.Html), SHA256.HashData(made.Pdf), caller.Id.Value)).Single();
            await context.AppendAsync(caller, act with { EntityId = id.ToString() }, refused: false, token);
            return Outcome.Of(id);
        },
        ct);

    public Task<Outcome<byte[]?>> FileAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid review, bool isPdf, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((byte[]?)null);
            var found = (await context.ReadAsync(
                $"select {(isPdf ? "pdf" : "html")} from client_success.qbr where id = $1 and organization_id = $2 and state = 'FINAL'",
                r => r.GetFieldValue<byte[]>(0), token, review, tenant.Value)).SingleOrDefault();
            if (found is not null)
                await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Of(found);
        },
        ct);

    private static (QbrDraft? Draft, QbrFinal? Final) ReadReview(NpgsqlDataReader r)
    {
        var sections = r.GetFieldValue<string[]>(3).Select(PlatformCodes.Read<QbrSection>).ToList();
        var (from, to) = (r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2));
        if (r.GetString(8) is "FINAL")
            return (null, new(r.GetGuid(0), from, to, sections, r.GetFieldValue<DateTimeOffset>(11), r.MaybeText(12), r.GetString(13), r.MaybeText(14) ?? ""));
        var edit = new QbrEdit(from, to, sections, PlatformCodes.Read<CohortKind>(r.GetString(4)), r.GetString(5), r.GetString(6), r.GetInt64(7));
        return (new(r.GetGuid(0), edit, r.GetFieldValue<DateTimeOffset>(9), r.MaybeText(10)), null);
    }

    // One draft a client: two who begin at once meet at the unique index, and the second is told so.
    private async Task<Outcome<long>> WriteAsync(OpsDbContext context, Caller caller, OrganizationId tenant, QbrEdit edit, CancellationToken token)
    {
        object?[] values =
        [
            tenant.Value, edit.From, edit.To, edit.Sections.Select(s => s.Stored()).ToArray(), edit.Cohort.Stored(), edit.Notes, edit.NextSteps, caller.Id.Value,
        ];
        var written = edit.RowVersion == 0
            ? await context.ReadAsync(
                """
                insert into client_success.qbr (organization_id, from_on, to_on, sections, cohort, notes, next_steps, changed_by, created_by, id)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) on conflict (organization_id) where state = 'DRAFT' do nothing returning row_version
                """,
                r => r.GetInt64(0), token, [.. values, Guid.CreateVersion7(clock.GetUtcNow())])
            : await context.ReadAsync(
                """
                update client_success.qbr set from_on = $2, to_on = $3, sections = $4, cohort = $5, notes = $6, next_steps = $7, changed_by = $8, changed_at = access.now(), row_version = row_version + 1
                where organization_id = $1 and state = 'DRAFT' and row_version = $9 returning row_version
                """,
                r => r.GetInt64(0), token, [.. values, edit.RowVersion]);
        return written is [var version] ? Outcome.Of(version) : await ConflictAsync(context, tenant, token);
    }

    private static async Task<Refusal> ConflictAsync(OpsDbContext context, OrganizationId tenant, CancellationToken token)
    {
        var by = await context.ReadAsync(
            "select n.display_name, q.changed_at from client_success.qbr q left join access.operator_name n on n.operator_id = q.changed_by where q.organization_id = $1 and q.state = 'DRAFT'",
            r => new SaveConflict(r.MaybeText(0), r.GetFieldValue<DateTimeOffset>(1), []), token, tenant.Value);
        if (by.Count > 0)
            return SaveConflict.Of("draft", by);
        // No draft can end otherwise: the newest entry is of the one that was seen.
        var end = await ConflictSql.LastAsync(context, tenant, AuditAction.FinalizeQbr, id: null, "discarded", token);
        return SaveConflict.Gone("draft", end switch { { IsMarked: true } => "discarded", not null => "finalized", _ => "finalized or discarded" }, end?.By);
    }
}
