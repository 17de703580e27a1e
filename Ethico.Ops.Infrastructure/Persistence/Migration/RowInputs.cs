using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What a pass or a re-check begins with, read at the run's door: mapping, format, the tenant's references, fixes, skips, files.</summary>
internal static class RowInputs
{
    /// <summary>Mapping and setting of a new pass, which is written down for the re-checks after it.</summary>
    public static async Task<Outcome<RowGround>> BeginPassAsync(this OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        await context.CommandAsync(
            """
            insert into migration.row_passes as p (organization_id, run_id, mapping_version, format_version, today, digit_columns)
            select r.organization_id, r.id, r.mapping_version, f.version, (access.now() at time zone coalesce(m.body ->> 'zone', 'Etc/UTC'))::date, $3
            from migration.runs r
            join migration.run_documents m on m.run_id = r.id and m.kind = 'MAPPING' and m.version = r.mapping_version
            join lateral (select d.version from migration.run_documents d where d.run_id = r.id and d.kind = 'FORMAT' order by d.version desc limit 1) f on true
            where r.organization_id = $1 and r.id = $2
            on conflict (organization_id, run_id) do update
            set mapping_version = excluded.mapping_version, format_version = excluded.format_version, today = excluded.today, digit_columns = excluded.digit_columns,
                made_at = access.now()
            """,
            ct, scope.Tenant.Value, scope.Run.Value, (await context.ProfilesAsync(scope, ct)).Where(p => p.Shapes is { BarePowers: > 0 } shapes && shapes.AreDigits(p.Filled)).Select(p => p.Name).ToArray());
        return await context.GroundAsync(scope, ct);
    }

    public static async Task<Outcome<RowGround>> GroundAsync(this OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        string mappingJson;
        string formatJson;
        DateOnly today;
        string[] digits;
        await using (var command = context.Command(
            """
            select m.body::text, f.body::text, p.today, p.digit_columns
            from migration.row_passes p
            join migration.run_documents m on m.run_id = p.run_id and m.kind = 'MAPPING' and m.version = p.mapping_version
            join migration.run_documents f on f.run_id = p.run_id and f.kind = 'FORMAT' and f.version = p.format_version
            where p.organization_id = $1 and p.run_id = $2
            """,
            scope.Tenant.Value, scope.Run.Value))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (!await reader.ReadAsync(ct))
                return MappingRefusals.NoKey;
            (mappingJson, formatJson, today, digits) = (reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<string[]>(3));
        }

        var mapping = MappingJson.Read(mappingJson);
        if (!mapping.IsAllowed)
            return mapping.Refusal;
        var format = RunJson.Read<FileFormat>(formatJson);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Value.Zone, out var zone))
            return MappingRefusals.ZoneUnknown;
        var tenant = await context.TenantReferencesAsync(scope, mapping.Value.FallbackQueue, ct);
        return Outcome.Of(new RowGround(
            mapping.Value, format, new RowSetting(scope.Run, format.Columns, zone, today, tenant, SensitiveFinder.Shipped) { DigitColumns = digits }));
    }

    public static async Task<TenantReferences> TenantReferencesAsync(this OpsDbContext context, RunScope scope, Guid? fallback, CancellationToken ct)
    {
        var tenant = scope.Tenant.Value;
        var categories = await context.ListAsync(
            "select id, parent_id, name, name_key, code from platform.categories where organization_id = $1 and is_active order by id",
            r => new TenantCategory(r.GetGuid(0), r.IsDBNull(1) ? null : r.GetGuid(1), r.GetString(2), r.GetString(3), Text(r, 4)), ct, tenant);
        var locations = await context.ListAsync(
            "select id, name, name_key, code from platform.locations where organization_id = $1 and is_active order by id",
            r => new TenantLocation(r.GetGuid(0), r.GetString(1), r.GetString(2), Text(r, 3)), ct, tenant);
        var users = await context.ListAsync(
            "select id, display_name, name_key, email, employee_id, status = 'ACTIVE' from platform.accounts where organization_id = $1 order by id",
            r => new TenantUser(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), Text(r, 4), r.GetBoolean(5)), ct, tenant);
        var queue = fallback is null
            ? []
            : await context.ListAsync("select name from platform.queues where organization_id = $1 and id = $2 and is_active", r => r.GetString(0), ct, tenant, fallback.Value);
        return new(categories, locations, users, queue.SingleOrDefault());
    }

    /// <summary>Of each column its counts and shapes only: the values of a column can be megabytes.</summary>
    public static Task<List<ColumnProfile>> ProfilesAsync(this OpsDbContext context, RunScope scope, CancellationToken ct) =>
        context.ListAsync(
            """
            select (c || '{"values":[],"samples":[]}')::text
            from (select d.body from migration.run_documents d where d.organization_id = $1 and d.run_id = $2 and d.kind = 'PROFILE' order by d.version desc limit 1) p
            cross join jsonb_array_elements(p.body -> 'columns') c
            """,
            r => RunJson.Read<ColumnProfile>(r.GetString(0)), ct, scope.Tenant.Value, scope.Run.Value);

    /// <param name="rows">Null: all.</param>
    public static async Task<Dictionary<int, RowFixes>> FixesAsync(this OpsDbContext context, RunScope scope, int[]? rows, CancellationToken ct)
    {
        var fixes = new Dictionary<int, Dictionary<int, string>>();
        foreach (var (row, column, value) in await context.ListAsync(
            $"""
            select row_number, column_number, value from migration.fixes
            where organization_id = $1 and run_id = $2 and undone_at is null {(rows is null ? "" : "and row_number = any($3)")}
            """,
            r => (r.GetInt32(0), r.GetInt32(1), r.GetString(2)), ct, rows is null ? [scope.Tenant.Value, scope.Run.Value] : [scope.Tenant.Value, scope.Run.Value, rows]))
        {
            if (!fixes.TryGetValue(row, out var cells))
                fixes.Add(row, cells = []);
            cells[column] = value;
        }

        return fixes.ToDictionary(f => f.Key, f => new RowFixes(f.Value));
    }

    public static async Task<Dictionary<int, string>> SkipsAsync(this OpsDbContext context, RunScope scope, CancellationToken ct) =>
        (await context.ListAsync(
            "select row_number, reason from migration.row_skips where organization_id = $1 and run_id = $2",
            r => (r.GetInt32(0), r.GetString(1)), ct, scope.Tenant.Value, scope.Run.Value)).ToDictionary(s => s.Item1, s => s.Item2);

    public static Task<List<StagedReference>> ReferencesAsync(this OpsDbContext context, RunScope scope, CancellationToken ct) =>
        context.ListAsync(
            """
            select kind, ref, name, name_key, platform_id, parent_ref, code, standard_code, city, state, postal_code, country
            from migration.staged_references where organization_id = $1 and run_id = $2 order by ref
            """,
            r => new StagedReference(r.GetString(0) is "CATEGORY" ? ReferenceKind.Category : ReferenceKind.Location, r.GetInt32(1), r.GetString(2), r.GetString(3))
            {
                PlatformId = r.IsDBNull(4) ? null : r.GetGuid(4), ParentRef = r.IsDBNull(5) ? null : r.GetInt32(5), Code = Text(r, 6), StandardCode = Text(r, 7),
                City = Text(r, 8), State = Text(r, 9), PostalCode = Text(r, 10), Country = Text(r, 11),
            },
            ct, scope.Tenant.Value, scope.Run.Value);

    /// <summary>The run's stored files in the order they are read, each by its own format: one may be a workbook, the next semicolons in Windows-1252.</summary>
    /// <param name="format">The confirmed one, which is the first file's.</param>
    public static async Task<List<PassFile>> FilesAsync(this OpsDbContext context, RunScope scope, FileFormat format, IVault vault, CancellationToken ct)
    {
        var found = await context.FormatsAsync(scope, ct);
        return [.. (await context.ListAsync(
            """
            select f.position, f.id, f.wrapped_key, f.stored_size, array_agg(c.blob order by c.index)
            from migration.files f join migration.chunks c on c.file_id = f.id
            where f.organization_id = $1 and f.run_id = $2 and f.state = 'STORED' group by f.id order by f.position
            """,
            r => (Position: r.GetInt32(0), File: new FileId(r.GetGuid(1)), Key: r.GetFieldValue<byte[]>(2), Size: r.GetInt64(3), Blobs: r.GetFieldValue<Guid[]>(4)),
            ct, scope.Tenant.Value, scope.Run.Value))
            .Select((f, i) => new PassFile(i + 1, DetectionDocument.FormatOf(found, i, format), () => vault.Open(f.File, f.Key, f.Size, f.Blobs), null))];
    }

    // The detection the confirmed format was chosen from: one that was made since does not say how these rows were read.
    private static async Task<IReadOnlyList<FileFormat>> FormatsAsync(this OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        var found = await context.ListAsync(
            """
            select jsonb_path_query_array(d.body, '$.files[*].format')::text
            from migration.row_passes p
            join migration.run_documents f on f.run_id = p.run_id and f.kind = 'FORMAT' and f.version = p.format_version
            join migration.run_documents d on d.run_id = p.run_id and d.kind = 'DETECTION' and (d.body ->> 'isWhole')::boolean and d.saved_at <= f.saved_at
            where p.organization_id = $1 and p.run_id = $2 order by d.version desc limit 1
            """,
            r => RunJson.Read<List<FileFormat>>(r.GetString(0)), ct, scope.Tenant.Value, scope.Run.Value);
        return found.SingleOrDefault() ?? [];
    }

    public static async Task<List<T>> ListAsync<T>(this OpsDbContext context, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        await using var command = context.Command(sql, values);
        var list = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            list.Add(read(reader));
        return list;
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
