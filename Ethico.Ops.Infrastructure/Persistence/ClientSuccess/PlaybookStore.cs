using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class PlaybookStore(OpsDatabase database) : IPlaybooks
{
    public Task<Outcome<IReadOnlyList<Playbook>>> ListAsync(CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<Playbook>>(await context.ReadAsync(
            """
            select p.rule, p.is_active, p.row_version, coalesce(array_agg(s.title order by s.place) filter (where s.title is not null), array[]::text[]),
                coalesce(array_agg(s.due_in order by s.place) filter (where s.title is not null), array[]::integer[]),
                coalesce(array_agg(coalesce(s.owner_role, '') order by s.place) filter (where s.title is not null), array[]::text[])
            from client_success.playbook p left join client_success.playbook_step s on s.playbook_id = p.id
            group by p.id order by p.rule
            """,
            r =>
            {
                var (titles, due, owners) = (r.GetFieldValue<string[]>(3), r.GetFieldValue<int[]>(4), r.GetFieldValue<string[]>(5));
                return new Playbook(
                    PlatformCodes.Read<AlertRule>(r.GetString(0)), r.GetBoolean(1), r.GetInt64(2),
                    [.. titles.Select((title, i) => new PlaybookStep(title, due[i], RoleNames.Parse(owners[i])))]);
            },
            token)),
        ct);

    public Task<Outcome<Done>> SaveAsync(Caller caller, AuditAct act, Playbook playbook, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var id = await context.ReadAsync(
                playbook.Version == 0
                    ? "insert into client_success.playbook (id, rule, is_active, changed_by, changed_at) select gen_random_uuid(), $1, $2, $4, access.now() where $3 = 0::bigint on conflict (rule) do nothing returning id"
                    : "update client_success.playbook set is_active = $2, changed_by = $4, changed_at = access.now(), row_version = row_version + 1 where rule = $1 and row_version = $3 returning id",
                r => r.GetGuid(0), token, playbook.Rule.Stored(), playbook.IsActive, playbook.Version, caller.Id.Value);
            if (id is not [var kept])
                return await ConflictAsync(context, playbook.Rule, token);
            await context.WriteAsync("delete from client_success.playbook_step where playbook_id = $1", token, kept);
            await context.WriteAsync(
                """
                insert into client_success.playbook_step (playbook_id, place, title, due_in, owner_role)
                select $1, s.place, s.title, s.due_in, nullif(s.owner_role, '') from unnest($2::text[], $3::integer[], $4::text[]) with ordinality s (title, due_in, owner_role, place)
                """,
                token, kept, playbook.Steps.Select(s => s.Title).ToArray(), playbook.Steps.Select(s => s.DueIn).ToArray(), playbook.Steps.Select(s => s.Owner?.Stored() ?? "").ToArray());
            await context.AppendAsync(
                caller, act with { After = new JsonObject { ["active"] = playbook.IsActive, ["steps"] = playbook.Steps.Count } }, refused: false, token);
            return Outcome.Done;
        },
        ct);

    private static async Task<Refusal> ConflictAsync(OpsDbContext context, AlertRule rule, CancellationToken ct) => SaveConflict.Of("playbook", await context.ReadAsync(
        "select n.display_name, p.changed_at from client_success.playbook p left join access.operator_name n on n.operator_id = p.changed_by where p.rule = $1",
        r => new SaveConflict(r.MaybeText(0), r.Maybe<DateTimeOffset>(1), []), ct, rule.Stored()));
}
