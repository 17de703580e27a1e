using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;

namespace Ethico.Ops.Tests.Support;

/// <summary>
/// A tenant with something of everything, written as superuser. Every personal, narrative and secret value holds the tenant's
/// <see cref="SeededTenant.Canary"/>, so that a search for it shows what got out.
/// </summary>
internal static class Seed
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static async Task SettingsAsync(TestDatabase database)
    {
        foreach (var plan in (string[])["ESSENTIAL", "STANDARD", "ENTERPRISE"])
            await database.ExecuteAsync("insert into platform.plans (code, name) values ($1, initcap($1)) on conflict do nothing", plan);
        foreach (var setting in DemoSettings.Definitions)
        {
            await database.ExecuteAsync(
                "insert into platform.setting_definitions (key, value_type, default_value, is_secret) values ($1, $2, nullif($3, '')::jsonb, $4) on conflict do nothing",
                setting.Key, setting.Type, setting.Default ?? "", setting.IsSecret);
        }

        foreach (var setting in DemoSettings.PlanValues)
            await database.ExecuteAsync("insert into platform.plan_settings (plan, key, value) values ($1, $2, $3::jsonb) on conflict do nothing", setting.Plan, setting.Key, setting.Value);
    }

    /// <param name="cases">At least 4: an anonymous one, a named one, an imported one and a closed one come first.</param>
    public static async Task<SeededTenant> TenantAsync(World world, string name, string canary, int cases = 12, int accounts = 6)
    {
        await SettingsAsync(world.Database);
        var tenant = await world.TenantAsync(name);
        var org = tenant.Value;
        var seeded = new SeededTenant(tenant, canary, Ids(accounts), Ids(cases), Ids(cases), Ids(3), Ids(1)[0], Ids(1)[0], Ids(1)[0], Ids(1)[0], Ids(1)[0], Ids(2));
        var category = seeded.Category;
        await world.Database.ExecuteAsync(
            "insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $2, 'Compliance intake', true, true)", org, Ids(1)[0]);
        await world.Database.ExecuteAsync(
            "insert into platform.categories (organization_id, id, name, name_key) values ($1, $2, 'Conflict of interest', 'conflict of interest')", org, category);
        await world.Database.ExecuteAsync(
            """
            insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, phone, employee_id,
                job_title, may_handle_cases, second_factor, last_sign_in_at, last_sign_in_method)
            select $1, a.id, case when a.n = 1 then 'ADMINISTRATOR' else 'EMPLOYEE' end, case when a.n = 2 then 'DISABLED' else 'ACTIVE' end,
                'Person' || $3 || ' ' || $3 || a.n, lower($3) || a.n, 'user' || a.n || $3 || '@mail' || $3 || '.example',
                sha256(('user' || a.n || $3)::bytea), 'mail' || lower($3) || '.example', '+1555' || $3, $3 || '-E' || a.n, 'Title ' || $3,
                a.n <= 2, 'APP', now(), 'SSO'
            from unnest($2) with ordinality as a (id, n)
            """,
            org, seeded.Accounts, canary);
        await world.Database.ExecuteAsync(
            """
            insert into platform.persons (organization_id, id, full_name, first_name, last_name, name_key, email, email_hash, phone, employee_id, job_title, department, company)
            select $1, p.id, 'Full' || $3 || ' ' || $3 || p.n, 'First' || $3, 'Last' || $3, lower($3) || p.n, 'p' || p.n || $3 || '@' || $3 || '.example',
                sha256(('p' || p.n || $3)::bytea), '+44' || $3, $3 || p.n, 'Clerk ' || $3, 'Ward ' || $3, 'Firm ' || $3
            from unnest($2) with ordinality as p (id, n)
            """,
            org, seeded.Persons, canary);
        await world.Database.ExecuteAsync(
            """
            insert into platform.reports (organization_id, id, reference_number, channel, is_anonymous, reporter_type, reporter_reference, reporter_relationship,
                received_at, details, summary, incident_note, custom_fields, intake_state, submitted_at, released_at)
            select $1, r.id, 'R-2026-' || lpad(r.n::text, 5, '0'), 'WEB', r.n = 1, case when r.n = 1 then 'ANONYMOUS' else 'IDENTIFIED' end,
                case when r.n <> 1 then 'ref' || $4 end, case when r.n <> 1 then 'nurse ' || $4 end,
                $3 + r.n * interval '1 hour', 'Details ' || $4, 'Summary ' || $4, 'Note ' || $4, jsonb_build_object('Field', $4), 'RELEASED',
                $3 + r.n * interval '1 hour', $3 + r.n * interval '1 hour'
            from unnest($2) with ordinality as r (id, n)
            """,
            org, seeded.Reports, Start, canary);
        await world.Database.ExecuteAsync(
            """
            insert into platform.cases (organization_id, id, reference_number, status, outcome, severity, category_id, opened_at, closed_at, due_at, handler_id,
                lead_source_text, outcome_detail, summary, tags, custom_fields, source_system, source_record_id, migration_run_id, migrated_at)
            select $1, c.id, 'C-2026-' || lpad(c.n::text, 5, '0'), case when c.n = 4 then 'CLOSED' when c.n % 2 = 0 then 'OPEN' else 'IN_PROGRESS' end,
                case when c.n = 4 then 'SUBSTANTIATED' end, case when c.n % 3 = 0 then 'HIGH' end, $5, $3 + c.n * interval '2 hours',
                case when c.n = 4 then $3 + interval '30 days' end, $3 + interval '10 days', case when c.n % 2 = 1 then $6::uuid else $7::uuid end,
                'Lead ' || $4, 'Outcome ' || $4, 'Summary ' || $4, array['tag ' || $4], jsonb_build_object('Custom', $4),
                case when c.n = 3 then 'Generic: other system' end, case when c.n = 3 then $4 end, case when c.n = 3 then gen_random_uuid() end,
                case when c.n = 3 then $3 + interval '5 days' end
            from unnest($2) with ordinality as c (id, n)
            """,
            org, seeded.Cases, Start, canary, category, seeded.Accounts[0], seeded.Accounts[1]);
        await world.Database.ExecuteAsync(
            """
            insert into platform.case_reports (organization_id, case_id, report_id, kind)
            select $1, c.id, r.id, 'PRIMARY' from unnest($2) with ordinality as c (id, n) join unnest($3) with ordinality as r (id, n) using (n)
            """,
            org, seeded.Cases, seeded.Reports);
        // Case 1: a subject only. Case 2: person 2 reported it. Case 3 has person 2 as a witness.
        await world.Database.ExecuteAsync(
            """
            insert into platform.case_persons (organization_id, case_id, person_id, role)
            values ($1, $2, $5, 'SUBJECT'), ($1, $3, $6, 'REPORTER'), ($1, $3, $5, 'SUBJECT'), ($1, $4, $6, 'WITNESS'), ($1, $4, $7, 'SUBJECT')
            """,
            org, seeded.Cases[0], seeded.Cases[1], seeded.Cases[2], seeded.Persons[0], seeded.Persons[1], seeded.Persons[2]);
        await world.Database.ExecuteAsync(
            "insert into platform.report_persons (organization_id, id, report_id, role, released, person_id, full_name, name_key, email, email_hash) values ($1, $2, $3, 'REPORTER', true, $4, 'Full' || $5, lower($5), $5 || '@x.example', sha256($5::bytea))",
            org, Ids(1)[0], seeded.Reports[1], seeded.Persons[1], canary);
        await world.Database.ExecuteAsync(
            "insert into platform.report_addenda (organization_id, id, report_id, text, added_by, released) values ($1, $2, $3, 'Addendum ' || $4, $2, true)",
            org, Ids(1)[0], seeded.Reports[1], canary);
        await world.Database.ExecuteAsync(
            "insert into platform.case_notes (organization_id, id, case_id, text, author_kind) values ($1, $2, $3, 'Note ' || $4, 'CLIENT')", org, seeded.Note, seeded.Cases[0], canary);
        await world.Database.ExecuteAsync(
            """
            insert into platform.case_events (organization_id, id, case_id, kind, occurred_at, actor_kind, before_code, after_code, note)
            values ($1, $2, $4, 'CREATED', $5, 'CLIENT', null, 'NEW', 'Words ' || $6), ($1, $3, $4, 'HANDLER_CHANGED', $5 + interval '1 day', 'CLIENT', $7, $8, null)
            """,
            org, seeded.Events[0], seeded.Events[1], seeded.Cases[0], Start, canary, seeded.Accounts[0].ToString(), seeded.Accounts[1].ToString());
        await world.Database.ExecuteAsync(
            "insert into platform.case_tasks (organization_id, id, case_id, title, assignee_id) values ($1, $2, $3, 'Task ' || $4, $5)", org, seeded.Task, seeded.Cases[0], canary, seeded.Accounts[0]);
        await world.Database.ExecuteAsync(
            "insert into platform.case_files (organization_id, id, case_id, name, media_type, size_bytes, sha256) values ($1, $2, $3, $4 || '.pdf', 'application/pdf', 12, sha256('x'))",
            org, seeded.File, seeded.Cases[0], canary);
        await world.Database.ExecuteAsync(
            "insert into platform.investigations (organization_id, id, case_id, number, status, handler_id, findings_summary, remediation) values ($1, $2, $3, 'I-1', 'ACTIVE', $5, 'Found ' || $4, array[$4])",
            org, seeded.Investigation, seeded.Cases[0], canary, seeded.Accounts[0]);
        await world.Database.ExecuteAsync(
            """
            insert into platform.settings (organization_id, key, value, changed_by_kind)
            values ($1, 'intake.max_attachment_mb', '50', 'CLIENT'), ($1, 'legacy.connection_string', to_jsonb('Host=x;Password=' || $2), 'CLIENT')
            """,
            org, canary);
        await world.Database.ExecuteAsync(
            "insert into platform.secrets (organization_id, name, changed_at, ciphertext) values ($1, 'integrations.smtp_password', $3, $2::bytea)", org, canary, Start);
        await world.Database.ExecuteAsync(
            "insert into platform.integrations (organization_id, id, kind, name, is_active, configured_at) values ($1, $2, 'SSO', 'Sign-in', true, $3)", org, Ids(1)[0], Start);
        return seeded;
    }

    /// <summary>In ascending order: within one millisecond version 7 would not be.</summary>
    public static Guid[] Ids(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, count).Select(i => Guid.CreateVersion7(now.AddMilliseconds(i)))];
    }
}

/// <summary>Ids of what <see cref="Seed.TenantAsync"/> wrote.</summary>
internal sealed record SeededTenant(
    OrganizationId Id, string Canary, Guid[] Accounts, Guid[] Cases, Guid[] Reports, Guid[] Persons, Guid Category, Guid Note, Guid Task, Guid File,
    Guid Investigation, Guid[] Events);
