using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Writes what rows share into the rows, their findings and the counts, set by set.</summary>
internal static class VerdictWriter
{
    private static readonly CopyTable Incoming = new("verdicts", "row_number int, marks int[], errors int, warnings int, merged_into int, skip_code text");

    public static async Task WriteAsync(
        NpgsqlConnection connection, RunScope scope, IReadOnlyList<string> columns, IEnumerable<RowVerdict> verdicts, FindingBook counts, CancellationToken ct)
    {
        foreach (var some in verdicts.OrderBy(v => v.Row).Chunk(50_000))
        {
            var rows = new CopyBuffer();
            foreach (var verdict in some)
            {
                rows.BeginRow(Incoming.ColumnCount);
                rows.Add(verdict.Row);
                rows.Add(verdict.Broken.Select(r => new FindingMark(r, 0).Value).ToArray());
                rows.Add(verdict.Broken.Count(r => r.Severity is Severity.Error));
                rows.Add(verdict.Broken.Count(r => r.Severity is Severity.Warning));
                rows.Add(verdict.MergedInto);
                rows.Add(verdict.SkipCode);
            }

            await Incoming.BringAsync(connection, rows, ct);
            await ReadBackAsync(connection, scope, some, counts, ct);
            var findings = new CopyBuffer();
            foreach (var verdict in some)
                foreach (var rule in verdict.Broken)
                    if (counts.Count(new FindingMark(rule, 0).Value, rule.Severity, isOpen: !verdict.IsSkipped))
                        FindingCopy.Write(findings, Of(rule, verdict));
            await FindingCopy.Table.FillAsync(connection, scope.Tenant, scope.Run, findings, ct);
        }
    }

    public static Finding Of(Rule rule, RowVerdict verdict) =>
        new(rule.Code, rule.Severity, verdict.Row, verdict.Line, null, null, $"{WholeText.Sentence(rule.Condition)}.", rule.Advice)
        {
            SuggestionKind = rule == Rules.PersonAmbiguous ? SuggestionKind.None : SuggestionKind.SkipRow,
        };

    // The rows learn their verdicts, and tell the line they begin on and whether anybody waits for them.
    private static async Task ReadBackAsync(NpgsqlConnection connection, RunScope scope, RowVerdict[] some, FindingBook counts, CancellationToken ct)
    {
        var byRow = some.ToDictionary(v => v.Row);
        await using var update = RowSql.Command(
            connection,
            """
            update migration.staged_rows s
            set marks = coalesce(s.marks, '{}') || coalesce(v.marks, '{}'), errors = s.errors + v.errors, warnings = s.warnings + v.warnings,
                merged_into = v.merged_into, skip_code = coalesce(s.skip_code, v.skip_code),
                state = case when s.skip_code is not null or v.skip_code is not null then 'SKIPPED' when s.errors + v.errors > 0 then 'BLOCKED' else 'READY' end
            from pg_temp.incoming_verdicts v
            where s.organization_id = $1 and s.run_id = $2 and s.row_number = v.row_number
            returning s.row_number, s.line, s.state = 'SKIPPED', case when v.skip_code is not null then s.marks end
            """,
            scope.Tenant.Value, scope.Run.Value);
        await using var reader = await update.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var verdict = byRow[reader.GetInt32(0)];
            verdict.Line = reader.GetInt64(1);
            verdict.IsSkipped = reader.GetBoolean(2);
            if (await reader.IsDBNullAsync(3, ct))
                continue;
            // Left out by the policy: what the row broke by itself is no longer open. What it shares is counted as closed below.
            foreach (var mark in reader.GetFieldValue<int[]>(3))
                if (new FindingMark(mark) is var known && known.Rule.Scope is RuleScope.Row)
                    counts.Close(mark);
        }
    }
}
