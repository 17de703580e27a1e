using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class ClientFileStore(OpsDatabase database, TimeProvider clock) : IClientFiles
{
    public Task<Outcome<ClientFilePage?>> OpenAsync(ClientScope scope, OrganizationId tenant, bool withValue, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var batch = new ReadBatch(context);
            var files = batch.AskFile(scope, tenant);
            var contacts = batch.Ask(
                "select id, name, email, roles, account_id, last_seen_on, row_version from client_success.contact where organization_id = $1 order by name, id",
                r => new ContactView(
                    r.GetGuid(0), r.GetString(1), r.MaybeText(2), r.GetFieldValue<string[]>(3), r.Maybe<Guid>(4) is { } account ? new AccountId(account) : null, r.Maybe<DateOnly>(5), r.GetInt64(6)),
                tenant.Value);
            var leads = batch.Ask(
                """
                select o.id, coalesce(n.display_name, 'Somebody') from access.operator o left join access.operator_name n on n.operator_id = o.id
                where o.role in ('CLIENT_SUCCESS', 'PLATFORM_ADMIN') and o.deactivated_at is null and exists (
                    select from access.assignment a where a.operator_id = o.id and a.organization_id = $1
                        and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now()))
                order by 2, 1
                """,
                r => (new OperatorId(r.GetGuid(0)), r.GetString(1)), tenant.Value);
            var values = withValue
                ? batch.Ask(
                    "select arr, currency, as_of, source, loaded_at < access.now() - interval '7 days' from client_success.contract_value where organization_id = $1",
                    r => new ContractValue(r.GetDecimal(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetString(3), r.GetBoolean(4)), tenant.Value)
                : [];
            await batch.SendAsync(token);
            return Outcome.Of(files is [var client] ? new ClientFilePage(client, contacts, values.SingleOrDefault(), leads) : null);
        },
        ct);

    public Task<Outcome<ClientFileView?>> HeadAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of(await ClientSql.FileAsync(context, scope, tenant, token)),
        ct);

    public Task<Outcome<Done>> EditAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, ClientFileEdit edit, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (await ClientSql.FileAsync(context, scope, tenant, token) is not { } before)
                return AccessRefusals.NotFoundOrNotYours;
            // The lead is one of those who work for the client now.
            var written = await context.WriteAsync(
                """
                update client_success.client c
                set industry = $2, headcount = $3, licensed_seats = $4, tags = $5, renewal_on = $6, renewal_kind = $7, alert_level = $8, lead_id = $9, changed_by = $11, row_version = c.row_version + 1
                where c.organization_id = $1 and c.row_version = $10
                  and ($9::uuid is null or exists (select from access.assignment a where a.operator_id = $9 and a.organization_id = $1
                    and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())))
                """,
                token, tenant.Value, ScopeSql.Typed(edit.Industry, NpgsqlDbType.Text), ScopeSql.Typed(edit.Headcount, NpgsqlDbType.Integer), ScopeSql.Typed(edit.LicensedSeats, NpgsqlDbType.Integer),
                edit.Tags.ToArray(), ScopeSql.Typed(edit.RenewalOn, NpgsqlDbType.Date), ScopeSql.Typed(edit.RenewalKind, NpgsqlDbType.Text), edit.AlertLevel.Stored(),
                ScopeSql.Typed(edit.Lead?.Value, NpgsqlDbType.Uuid), edit.RowVersion, caller.Id.Value);
            if (written == 0)
            {
                return before.RowVersion == edit.RowVersion
                    ? HealthRefusals.Wrong("lead", "The lead has to be assigned to this client.")
                    : await ConflictSql.ReadAsync(context, ConflictSql.Client, tenant, tenant.Value, edit.RowVersion, token);
            }

            await context.AppendAsync(
                caller,
                act with
                {
                    Before = Said(before.Industry, before.Headcount, before.LicensedSeats, before.RenewalOn, before.AlertLevel),
                    After = Said(edit.Industry, edit.Headcount, edit.LicensedSeats, edit.RenewalOn, edit.AlertLevel),
                },
                refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Guid>> EditContactAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, ContactEdit edit, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return (Outcome<Guid>)AccessRefusals.NotFoundOrNotYours;
            var id = edit.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
            object?[] values =
            [
                id, tenant.Value, edit.Name.Trim(), ScopeSql.Typed(string.IsNullOrWhiteSpace(edit.Email) ? null : edit.Email.Trim(), NpgsqlDbType.Text), edit.Roles.ToArray(),
                ScopeSql.Typed(edit.AccountId?.Value, NpgsqlDbType.Uuid),
            ];
            var written = edit.Id is null
                ? await context.WriteAsync("insert into client_success.contact (id, organization_id, name, email, roles, account_id, changed_by) values ($1, $2, $3, $4, $5, $6, $7)", token, [.. values, caller.Id.Value])
                : await context.WriteAsync(
                    "update client_success.contact set name = $3, email = $4, roles = $5, account_id = $6, changed_by = $7, row_version = row_version + 1 where id = $1 and organization_id = $2 and row_version = $8",
                    token, [.. values, caller.Id.Value, edit.RowVersion]);
            if (written == 0)
                return await ConflictSql.ReadAsync(context, ConflictSql.Contact, tenant, id, edit.RowVersion, token);
            await context.AppendAsync(caller, act with { EntityId = id.ToString() }, refused: false, token);
            return Outcome.Of(id);
        },
        ct);

    public Task<Outcome<Done>> EraseContactAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid contact, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token)
                || await context.WriteAsync("delete from client_success.contact where id = $1 and organization_id = $2", token, contact, tenant.Value) == 0)
                return AccessRefusals.NotFoundOrNotYours;
            await context.WriteAsync(
                "update client_success.engagement set contact_ids = array_remove(contact_ids, $1) where organization_id = $2 and $1 = any (contact_ids)", token, contact, tenant.Value);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<FeedResult>> ImportValuesAsync(Caller caller, AuditAct act, IReadOnlyList<FeedRow> rows, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            object?[] columns =
            [
                rows.Select(r => r.Line).ToArray(), rows.Select(r => r.Client).ToArray(), rows.Select(r => r.Arr).ToArray(), rows.Select(r => r.Currency).ToArray(),
                rows.Select(r => r.RenewalOn).ToArray(), rows.Select(r => r.AsOf).ToArray(),
            ];
            const string fed = """
                fed as (
                    select f.line, f.arr, f.currency, f.renewal_on, f.as_of, c.organization_id, v.as_of as stored,
                        count(*) over (partition by c.organization_id) as times
                    from unnest($1::integer[], $2::text[], $3::numeric[], $4::text[], $5::date[], $6::date[]) f (line, client, arr, currency, renewal_on, as_of)
                    left join client_success.client c on c.organization_id::text = f.client or c.domain = f.client
                    left join client_success.contract_value v on v.organization_id = c.organization_id)
                """;
            var faults = await context.ReadAsync(
                $"""
                with {fed}
                select f.line, case when f.organization_id is null then 'No such client.'
                    when f.times > 1 then 'This client stands more than once in the file.'
                    else 'A newer value, as of ' || f.stored || ', is stored already.' end
                from fed f where f.organization_id is null or f.times > 1 or f.stored > f.as_of order by f.line
                """,
                r => new FeedFault(r.GetInt32(0), r.GetString(1)), token, columns);
            var applied = await context.WriteAsync(
                $"""
                with {fed},
                good as (select * from fed f where f.organization_id is not null and f.times = 1 and (f.stored is null or f.stored <= f.as_of)),
                dated as (
                    update client_success.client c set renewal_on = g.renewal_on, changed_by = $7, row_version = c.row_version + 1
                    from good g where g.organization_id = c.organization_id and g.renewal_on is not null and g.renewal_on is distinct from c.renewal_on)
                insert into client_success.contract_value as v (organization_id, arr, currency, as_of, source)
                select g.organization_id, g.arr, g.currency, g.as_of, 'feed' from good g
                on conflict (organization_id) do update set arr = excluded.arr, currency = excluded.currency, as_of = excluded.as_of, source = excluded.source, loaded_at = access.now()
                """,
                token, [.. columns, caller.Id.Value]);
            await context.AppendAsync(caller, act with { Detail = new JsonObject { ["applied"] = applied, ["refused"] = rows.Count - applied } }, refused: false, token);
            return Outcome.Of(new FeedResult(applied, faults));
        },
        ct);

    private static JsonObject Said(string? industry, int? headcount, int? seats, DateOnly? renewal, AlertLevel level) => new()
    {
        ["industry"] = industry, ["headcount"] = headcount, ["licensedSeats"] = seats, ["renewalOn"] = renewal?.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["alertLevel"] = level.Stored(),
    };
}
