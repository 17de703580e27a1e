using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class ModelBookStore(OpsDatabase database) : IHealthModelBook
{
    private static readonly string[] Columns = ModelSql.Columns.Split(',', StringSplitOptions.TrimEntries);

    public Task<Outcome<IReadOnlyList<ModelVersion>>> ListAsync(CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<ModelVersion>>(await context.ReadAsync(
            $"""
            select {ModelSql.Columns}, state, effective_from, note, created_at, p.display_name, activated_at
            from client_success.health_model left join access.operator_name p on p.operator_id = created_by order by version desc
            """,
            r => new ModelVersion(
                ModelSql.Read(r), PlatformCodes.Read<ModelState>(r.GetString(22)), r.Maybe<DateOnly>(23), r.MaybeText(24), r.GetFieldValue<DateTimeOffset>(25), r.MaybeText(26), r.Maybe<DateTimeOffset>(27)),
            token)),
        ct);

    public Task<Outcome<HealthModel>> SaveDraftAsync(Caller caller, AuditAct act, HealthModel draft, string? note, ModelVersion? seen, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            await context.WriteAsync("select pg_advisory_xact_lock(hashtextextended('health-model', 0))", token);
            var isNew = draft.Version == 0;
            // Whoever begins anew saw no draft: one that is there by now was made meanwhile, and a second would hide it.
            if (isNew && await context.ReadAsync("select version from client_success.health_model where state = 'DRAFT' order by version desc limit 1", r => r.GetInt32(0), token) is [var meanwhile])
                return await ConflictAsync(context, meanwhile, [], token);
            if (!isNew)
            {
                var stands = (await context.ReadAsync(
                    $"""
                    select {ModelSql.Columns}, note from client_success.health_model where version = $1
                    """,
                    r => (Model: ModelSql.Read(r), Note: r.MaybeText(22)), token, draft.Version)).SingleOrDefault();
                if (stands.Model is not null && (seen is null || stands.Model != seen.Model || !string.Equals(stands.Note, seen.Note, StringComparison.Ordinal)))
                {
                    string[] note = seen is null || string.Equals(stands.Note, seen.Note, StringComparison.Ordinal) ? [] : ["note"];
                    return await ConflictAsync(context, draft.Version, seen is null ? [] : [.. stands.Model.Differences(seen.Model), .. note], token);
                }
            }

            var kept = isNew
                ? draft with { Version = (await context.ReadAsync("select max(version) + 1 from client_success.health_model", r => r.GetInt32(0), token)).Single() }
                : draft;
            object?[] values = [.. ModelSql.Values(kept), ScopeSql.Typed(note, NpgsqlDbType.Text), caller.Id.Value];
            var written = isNew
                ? await context.WriteAsync(
                    $"insert into client_success.health_model ({ModelSql.Columns}, note, created_by) values ({string.Join(", ", Enumerable.Range(1, values.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}")))})",
                    token, values)
                : await context.WriteAsync(
                    $"update client_success.health_model set {string.Join(", ", Columns.Skip(1).Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c} = ${i + 2}")))}, note = $23, created_by = $24, changed_by = $24, changed_at = access.now() where version = $1 and state = 'DRAFT'",
                    token, values);
            // Scheduled, or in force, since it was looked at.
            if (written == 0)
                return await ConflictAsync(context, draft.Version, ["state"], token);
            await context.AppendAsync(caller, act with { EntityId = kept.Version.ToString(CultureInfo.InvariantCulture) }, refused: false, token);
            return Outcome.Of(kept);
        },
        ct);

    public Task<Outcome<Done>> ScheduleAsync(Caller caller, AuditAct act, int version, DateOnly from, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            await context.WriteAsync("select pg_advisory_xact_lock(hashtextextended('health-model', 0))", token);
            var found = (await context.ReadAsync(
                $"""
                select {ModelSql.Columns}, state, exists (select from client_success.health_model x where x.state = 'SCHEDULED'),
                    exists (select from client_success.health_model x where x.effective_from = $2 and x.state <> 'DRAFT')
                from client_success.health_model where version = $1
                """,
                r => (Model: ModelSql.Read(r), State: r.GetString(22), IsTaken: r.GetBoolean(23), HasDay: r.GetBoolean(24)), token, version, from));
            if (found is not [var draft])
                return AccessRefusals.NotFoundOrNotYours;
            if (draft.State is not "DRAFT")
                return await ConflictAsync(context, version, ["state"], token);
            if (HealthModelRules.Check(draft.Model) is { } fault)
                return fault;
            if (draft.IsTaken)
                return HealthRefusals.Wrong("version", "Another version is scheduled already. Withdraw it first.");
            if (draft.HasDay)
                return HealthRefusals.Wrong("from", "Another version takes effect on that day.");
            await context.WriteAsync("update client_success.health_model set state = 'SCHEDULED', effective_from = $2, changed_by = $3, changed_at = access.now() where version = $1", token, version, from, caller.Id.Value);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> WithdrawAsync(Caller caller, AuditAct act, int version, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var withdrawn = await context.WriteAsync(
                "update client_success.health_model set state = 'DRAFT', effective_from = null, changed_by = $2, changed_at = access.now() where version = $1 and state = 'SCHEDULED'",
                token, version, caller.Id.Value);
            if (withdrawn == 0)
                return await ConflictAsync(context, version, ["state"], token);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<ModelPreviewInput>> PreviewInputAsync(CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var models = await ModelSql.BookAsync(context, token);
            var day = (await context.ReadAsync("select max(day) from client_success.health_snapshot", r => r.Maybe<DateOnly>(0), token)).Single();
            if (day is not { } newest)
                return Outcome.Of(new ModelPreviewInput(
                    null, [], [], new Dictionary<OrganizationId, DateOnly>(), new Dictionary<OrganizationId, string>(), new Dictionary<OrganizationId, (decimal?, Band?)>()));
            var now = await context.ReadAsync(
                $"""
                select {SnapshotSql.Columns("h")}, c.name, (select min(x.day) from client_success.health_snapshot x where x.organization_id = h.organization_id and x.state <> 'UNSCORED')
                from client_success.health_snapshot h join client_success.client c on c.organization_id = h.organization_id and c.status = 'ACTIVE'
                where h.day = $1
                """,
                r => (Snapshot: SnapshotSql.Read(r, 0, models).Snapshot, Name: r.GetString(SnapshotSql.Count), First: r.Maybe<DateOnly>(SnapshotSql.Count + 1)), token, newest);
            var past = await context.ReadAsync(
                $"""
                select h.organization_id, h.day, h.model_version, h.score, {RawColumns.Snapshot} from client_success.health_snapshot h
                where h.day >= $1 - {TrendRules.Span} and h.day < $1 and h.state <> 'UNSCORED'
                """,
                r => new PastDay(new(r.GetGuid(0)), r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.Maybe<decimal>(3), RawColumns.Read(r, 4)), token, newest);
            return Outcome.Of(new ModelPreviewInput(
                newest,
                now.ConvertAll(n => new ScoringClient(
                    n.Snapshot.Tenant, newest, n.Snapshot.Cause is not UnscoredCause.NotLive, n.Snapshot.Raw, n.Snapshot.RenewalInDays, null, null, HealthFlags.None)),
                past,
                now.Where(n => n.First is not null).ToDictionary(n => n.Snapshot.Tenant, n => n.First!.Value),
                now.ToDictionary(n => n.Snapshot.Tenant, n => n.Name),
                now.ToDictionary(n => n.Snapshot.Tenant, n => (n.Snapshot.Reading?.Score, n.Snapshot.Band?.Band))));
        },
        ct);

    public Task<Outcome<AlertThresholds>> ThresholdsAsync(CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of((await context.ReadAsync(
            $"select {ModelSql.ThresholdColumns} from client_success.alert_threshold order by version desc limit 1", ModelSql.ReadThresholds, token)).Single()),
        ct);

    public Task<Outcome<Done>> ChangeThresholdsAsync(Caller caller, AuditAct act, AlertThresholds t, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var written = await context.WriteAsync(
                $"""
                insert into client_success.alert_threshold ({ModelSql.ThresholdColumns}, created_by)
                select $1 + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
                where (select max(x.version) from client_success.alert_threshold x) = $1
                on conflict do nothing
                """,
                token, t.Version, t.ScoreDrop, t.KeyUserDays, t.TicketSurgeTimes, t.TicketSurgeLeast, t.UsageDropPercent, t.UsageDropLeastMean, t.LowSeatsPercent, t.NoContactDays,
                t.OverrideEndsDays, caller.Id.Value);
            if (written == 0)
            {
                var seen = (await context.ReadAsync($"select {ModelSql.ThresholdColumns} from client_success.alert_threshold where version = $1", ModelSql.ReadThresholds, token, t.Version)).SingleOrDefault();
                return SaveConflict.Of("threshold", await context.ReadAsync(
                    $"""
                    select {ModelSql.ThresholdColumns}, n.display_name, x.created_at
                    from client_success.alert_threshold x left join access.operator_name n on n.operator_id = x.created_by order by x.version desc limit 1
                    """,
                    r => new SaveConflict(r.MaybeText(10), r.GetFieldValue<DateTimeOffset>(11), seen is null ? [] : AlertThresholdRules.Differences(seen, ModelSql.ReadThresholds(r))), token));
            }

            await context.AppendAsync(caller, act with { After = new JsonObject { ["version"] = t.Version + 1 } }, refused: false, token);
            return Outcome.Done;
        },
        ct);

    // In force or over is the night's doing; what came before it is the last person's.
    private static async Task<Refusal> ConflictAsync(OpsDbContext context, int version, IReadOnlyList<string> fields, CancellationToken ct) => SaveConflict.Of("model", await context.ReadAsync(
        """
        select case when m.state in ('ACTIVE', 'SUPERSEDED') then $2 else n.display_name end,
            case when m.state in ('ACTIVE', 'SUPERSEDED') then m.activated_at else coalesce(m.changed_at, m.created_at) end
        from client_success.health_model m left join access.operator_name n on n.operator_id = coalesce(m.changed_by, m.created_by) where m.version = $1
        """,
        r => new SaveConflict(r.MaybeText(0), r.Maybe<DateTimeOffset>(1), fields), ct, version, ConflictSql.NightsRun));
}
