using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The error file: rows from the file itself, since only it has every cell, in step with what is known of them.</summary>
internal sealed partial class RowFixStore
{
    public Task<Outcome<int>> WriteErrorFileAsync(TenantKey key, RunId run, ErrorFileWish wish, Stream to, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<int>)AccessRefusals.NotFoundOrNotYours;
                var scope = new RunScope(head.Tenant, run);
                var ground = await context.GroundAsync(scope, token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                var fixes = await context.FixesAsync(scope, rows: null, token);
                var files = await context.FilesAsync(scope, ground.Value.Format, vault, token);
                return Outcome.Of(await WriteAsync(context, scope, ground.Value, wish, files, fixes, to, token));
            },
            ct);

    private async Task<int> WriteAsync(
        OpsDbContext context, RunScope scope, RowGround ground, ErrorFileWish wish, List<Imports.Validation.PassFile> files, Dictionary<int, RowFixes> fixes, Stream to, CancellationToken ct)
    {
        var source = ground.Format;
        var encoding = EncodingOf(source.Encoding);
        var blank = new string[source.Columns.Count];
        Array.Fill(blank, "");
        // Another file of the run may hold what the first one's encoding cannot.
        var canHold = files.All(f => string.Equals(f.Format.Encoding, source.Encoding, StringComparison.OrdinalIgnoreCase))
            && fixes.Values.All(f => f.Over(blank).All(c => CanHold(encoding, c)));
        var format = ErrorFile.FormatOf(source, canHold);
        var plain = wish.IsUnredacted ? null : Enumerable.Range(1, source.Columns.Count).Select(c => PlainColumns.IsPlain(ground, c)).ToArray();
        await using var writer = new StreamWriter(to, EncodingOf(format.Encoding, format.HasByteOrderMark), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(ErrorFile.Header(format).AsMemory(), ct);

        var written = 0;
        await using var wanted = context.Command(
            """
            select row_number, file_number, file_row, line, marks, skip_reason, skip_code from migration.staged_rows
            where organization_id = $1 and run_id = $2 and state in ('BLOCKED', 'SKIPPED') order by row_number
            """,
            scope.Tenant.Value, scope.Run.Value);
        await using var reader = await wanted.ExecuteReaderAsync(ct);
        var isOwn = ErrorFile.IsOne(source.Columns);
        var hasRow = await reader.ReadAsync(ct);
        foreach (var file in files)
        {
            if (!hasRow)
                break;
            await using var content = file.Open();
            foreach (var row in SourceReader.Rows(content, file.Format, limits))
            {
                if (!hasRow || reader.GetInt16(1) != file.Position)
                    break;
                if (reader.GetInt32(2) != row.Number)
                    continue;
                var number = reader.GetInt32(0);
                var standing = fixes.GetValueOrDefault(number) ?? RowFixes.None;
                var cells = standing.Over(standing.Placed(isOwn ? ErrorFile.Read(row) : row));
                var reason = reader.IsDBNull(6) ? null : reader.IsDBNull(5) ? reader.GetString(6) : reader.GetString(5);
                await writer.WriteAsync(
                    ErrorFile.Row(number, reader.GetInt64(3), cells, reader.IsDBNull(4) ? [] : reader.GetFieldValue<int[]>(4), reason, plain, format, standing.SurplusInto is null or RowFixes.ToNotes ? row.Surplus : null, standing.Notes).AsMemory(), ct);
                written++;
                hasRow = await reader.ReadAsync(ct);
            }
        }

        return written;
    }

    private static Encoding EncodingOf(string name, bool hasMark = false) => name.ToUpperInvariant() switch
    {
        "UTF-8" => new UTF8Encoding(hasMark),
        "UTF-16" or "UTF-16LE" => new UnicodeEncoding(bigEndian: false, hasMark),
        "UTF-16BE" => new UnicodeEncoding(bigEndian: true, hasMark),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
    };

    private static bool CanHold(Encoding encoding, string text) =>
        string.Equals(encoding.GetString(encoding.GetBytes(text)), text, StringComparison.Ordinal);
}
