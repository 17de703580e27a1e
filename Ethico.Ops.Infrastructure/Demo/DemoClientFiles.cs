using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The client files of the sixty: commercial facts, contacts, engagements, one override. Days are counted from the last complete day
/// before the anchor, so that a renewal "in 90 days" is that in the first night.
/// </summary>
internal static class DemoClientFiles
{
    /// <summary>Stands in for money in the test that looks for it where it must not be.</summary>
    public const decimal CanaryArr = 918_273.45m;

    private static readonly string[] Industries = ["HEALTHCARE", "FINANCIAL_SERVICES", "MANUFACTURING", "TECHNOLOGY", "GOVERNMENT", "OTHER"];

    // client-success.md 5.3 and platform.md 6: the days that decide a band, and one overdue.
    private static readonly Dictionary<string, int> Renewals = new(StringComparer.Ordinal)
    {
        ["band-39-9"] = 200, ["band-40-0"] = 200, ["band-58-declining"] = 200, ["band-69-9"] = 30, ["band-70-0"] = 30, ["band-91-days"] = 91,
        ["band-90-days"] = 90, ["band-new"] = 10, ["quiet"] = 200, ["all-zero"] = -12, ["example-a"] = 84, ["coverage-100"] = 55,
    };

    // Exactly five of one industry and size, and exactly six of another: 4 peers and 5.
    private static readonly string[] FiveAlike = ["coverage-100", "coverage-85", "coverage-60", "coverage-50", "all-hundred"];

    private static readonly string[] WithoutContact = ["all-zero", "band-39-9", "machine-only", "tickets"];

    private static readonly string[] Reference = ["reference"];

    private static readonly string[] Expanding = ["expansion", "multi-site"];

    private static readonly string[] WithoutFile = ["zone-none", "reopened"];

    public static async Task AddAsync(NpgsqlConnection connection, DateTimeOffset anchor, CancellationToken ct)
    {
        var last = DateOnly.FromDateTime(anchor.UtcDateTime).AddDays(-1);
        foreach (var (client, place) in DemoClients.All.Select((c, i) => (c, i)))
        {
            var isSmall = client.Shape.StartsWith("small-", StringComparison.Ordinal);
            var isFive = FiveAlike.Contains(client.Shape, StringComparer.Ordinal);
            var hasFile = !WithoutFile.Contains(client.Shape, StringComparer.Ordinal);
            var renewal = Renewals.TryGetValue(client.Shape, out var days) ? days : hasFile && client.LiveDays is not null ? 130 + (place * 7 % 230) : (int?)null;
            await using var batch = new NpgsqlBatch(connection);
            Add(batch,
                """
                insert into client_success.client (organization_id, name, domain, status, plan, live_at, industry, headcount, licensed_seats, tags, renewal_on, renewal_kind, alert_level, lead_id)
                select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id), o.status, o.plan, o.live_at, $2, $3, $4, $5, $6, $7, $8,
                    (select a.operator_id from access.assignment a join access.operator p on p.id = a.operator_id and p.role = 'CLIENT_SUCCESS'
                     where a.organization_id = o.id and a.until_at is null order by a.id limit 1)
                from platform.organizations o where o.name = $1
                """,
                client.Name,
                Maybe(!hasFile ? null : isSmall ? "RETAIL" : isFive ? "EDUCATION" : Industries[place % Industries.Length], NpgsqlDbType.Text),
                Maybe(!hasFile ? null : isSmall ? 20 + place : isFive ? 150 + (10 * place) : 900 + (place * 61 % 1_000), NpgsqlDbType.Integer),
                Maybe(hasFile ? (isSmall ? 30 : client.Shape is "largest" ? 6_000 : 60 + (place * 13 % 90)) : null, NpgsqlDbType.Integer),
                place % 9 == 0 ? Reference : place % 7 == 0 ? Expanding : [],
                Maybe(renewal is { } n ? last.AddDays(n) : null, NpgsqlDbType.Date), Maybe(renewal is null ? null : place % 2 == 0 ? "AUTO" : "NEGOTIATED", NpgsqlDbType.Text),
                client.Shape is "band-39-9" or "band-58-declining" ? "PROACTIVE" : client.Shape is "zone-kathmandu" ? "NONE" : "DASHBOARD_ONLY");
            if (hasFile && client.LiveDays is not null)
            {
                Add(batch,
                    "insert into client_success.contract_value (organization_id, arr, currency, as_of, source, loaded_at) select o.id, $2, $3, $4, 'feed', $5 from platform.organizations o where o.name = $1",
                    client.Name, client.Shape is "example-a" ? CanaryArr : 12_000m + (place * 3_750m), client.Zone?.StartsWith("Europe/", StringComparison.Ordinal) == true ? "EUR" : "USD",
                    last.AddDays(-place % 5), anchor.AddDays(client.Shape is "coverage-85" ? -9 : -1));
                AddPeople(batch, client, place, anchor);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }

        await using var held = new NpgsqlBatch(connection);
        Add(held,
            """
            insert into client_success.health_override (id, organization_id, band, reason, created_at, created_by, from_on, expires_on)
            select $2, o.id, 'LOW', 'New compliance officer starts next week; agreed plan is under way', $3, $4, $5, $6 from platform.organizations o where o.name = $1
            """,
            DemoClients.All.Single(c => c.Shape is "band-40-0").Name, IdOf("override", 0), anchor.AddDays(-20), DemoStaff.IdOf("caleb"), last.AddDays(-19), last.AddDays(6));
        AddScars(held, anchor, last);
        AddEarlyNight(held, anchor, last);
        await held.ExecuteNonQueryAsync(ct);
    }

    // Older than what a first night makes up for and restates (35 days and 35 more): two days nobody can score any more, and the alert about the last one that failed.
    private static void AddScars(NpgsqlBatch batch, DateTimeOffset anchor, DateOnly last)
    {
        var name = DemoClients.All.Single(c => c.Shape is "settings").Name;
        foreach (var (ago, cause, reference) in ((int, string, string?)[])[(80, "USAGE_MISSING", null), (79, "COMPUTATION_FAILED", "4bf92f3577b34da6a3ce929d0e0e4736")])
        {
            Add(batch,
                """
                insert into client_success.health_snapshot (organization_id, day, state, model_version, cause, failed_input, fired_rules, flags, computed_at)
                select o.id, $2, 'UNSCORED', 1, $3, $4, '{}', '{}', $5 from platform.organizations o where o.name = $1
                """,
                name, last.AddDays(-ago), cause, Maybe(reference, NpgsqlDbType.Text), anchor.AddDays(-ago));
        }

        Add(batch,
            """
            insert into client_success.alert (id, organization_id, rule, severity, number, against, opened_on, owner_role, seen_on)
            select $2, o.id, 'NO_SCORE', 'HIGH', 0, 0, $3, 'PLATFORM_ADMIN', $4 from platform.organizations o where o.name = $1
            """,
            name, IdOf("no-score", 0), last.AddDays(-2), last.AddDays(-1));
    }

    // Kept by a night ten days ago that did not know of a login and a ticket yet: the first night counts the day again and marks it restated.
    private static void AddEarlyNight(NpgsqlBatch batch, DateTimeOffset anchor, DateOnly last) => Add(batch,
        """
        insert into client_success.health_snapshot (organization_id, day, state, model_version, enabled_accounts, active_enabled, active_accounts, active_before, closed,
            closed_on_time, past_due, closed_without_due, assignments_due, assignments_completed, features_entitled, features_used, tickets_low, tickets_medium, tickets_high,
            tickets_urgent, login_score, cases_score, campaigns_score, adoption_score, tickets_score, score, coverage, trend, trend_note, band, fired_rules, flags, computed_at)
        select o.id, $2, 'SCORED', 1, 38, 19, 20, 20, 4, 3, 1, 0, 76, 60, 8, 5, 0, 1, 0, 0, 71.4, 66.7, 92.9, 100.0, 73.7, 80.2, 100, 'STABLE', 'NEW', 'LOW', '{R3}', '{}', $3
        from platform.organizations o where o.name = $1
        """,
        DemoClients.All.Single(c => c.Shape is "tickets").Name, last.AddDays(-10), anchor.AddDays(-10));

    private static void AddPeople(NpgsqlBatch batch, DemoClient client, int place, DateTimeOffset anchor)
    {
        // The champion is a login of theirs: at one client the one who was away for longest, else the one who came last.
        var order = client.Shape is "band-58-declining" ? "asc nulls last" : "desc nulls last";
        Add(batch,
            $"""
            insert into client_success.contact (id, organization_id, name, email, roles, account_id)
            select $2, o.id, 'Champion of ' || o.name, 'champion@' || $3, array['CHAMPION', 'ADMIN'],
                (select a.id from platform.accounts a where a.organization_id = o.id and a.status = 'ACTIVE' and a.last_sign_in_at is not null order by a.last_sign_in_at {order}, a.id limit 1)
            from platform.organizations o where o.name = $1
            """,
            client.Name, IdOf("champion/" + client.Shape, 0), client.Domain);
        Add(batch,
            "insert into client_success.contact (id, organization_id, name, roles) select $2, o.id, 'Sponsor of ' || o.name, array['SPONSOR'] from platform.organizations o where o.name = $1",
            client.Name, IdOf("sponsor/" + client.Shape, 0));

        var isSilent = WithoutContact.Contains(client.Shape, StringComparer.Ordinal);
        string[] kinds = ["CALL", "MEETING", "EMAIL", "QBR"];
        for (var i = 0; i < 4; i++)
        {
            var at = anchor.AddDays(-((isSilent ? 75 : 4 + (place % 20)) + (i * (i == 3 ? 70 : 31))));
            Add(batch,
                """
                insert into client_success.engagement (id, organization_id, kind, subject, notes, happened_at, minutes, outcome, created_at, created_by)
                select $2, o.id, $3, $4, 'Agreed on next steps.', $5, $6, $7, $5, $8 from platform.organizations o where o.name = $1
                """,
                client.Name, IdOf("engagement/" + client.Shape, i), kinds[(place + i) % 4], i == 3 ? "Review of the quarter" : "How adoption is going", at, 30 + (15 * i),
                i == 0 ? "FOLLOW_UP" : "SUCCESS", DemoStaff.IdOf(place % 3 == 0 ? "lucia" : "caleb"));
        }
    }

    private static Guid IdOf(string what, int number) => new(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ethico-ops/client-file/{what}/{number}"))).AsSpan(0, 16), bigEndian: true);

    private static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
