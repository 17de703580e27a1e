using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// Checks some rows again after a fix, a skip or an undo, as a whole pass would (MIG-14): maps them anew from their cells, judges them
/// beside the rows they share a key, number or text with, before and now, and moves the counts by the difference. Reads nothing else.
/// Within a door's transaction, under the lock of the head.
/// </summary>
internal sealed class RowRecheck(OpsDbContext context, RunScope scope, RowGround ground, IVault vault, FormatLimits limits)
{
    private readonly Dictionary<int, int> totals = [];
    private readonly Dictionary<int, int> opens = [];

    /// <summary>Rows whose cells were fixed.</summary>
    public async Task<Outcome<Done>> RemapAsync(int[] rows, CancellationToken ct)
    {
        var compiled = RowMapper.Compile(ground.Mapping, ground.Setting, await context.ReferencesAsync(scope, ct));
        if (!compiled.IsAllowed)
            return compiled.Refusal;
        var before = await ReadAsync("row_number = any($3)", rows, ct);
        var keys = new HashSet<long>(Hashes(before));
        var fixes = await context.FixesAsync(scope, rows, ct);
        var batch = new RowBatch();
        var fresh = new List<(long Hash, int Row)>();
        var namesAnonymous = false;
        await foreach (var (state, source) in SourcesAsync(before, ct))
        {
            var mapper = compiled.Value;
            var row = mapper.Map(source, state.Number, state.FileNumber, fixes.GetValueOrDefault(state.Number) ?? RowFixes.None);
            namesAnonymous |= mapper.HidesCells;
            StagedRowCopy.Write(batch.Rows, row, mapper.Findings, state.SkipCode is "BY_PERSON" ? state.SkipReason : null, KeptCells.Of(mapper, source));
            foreach (var person in row.People)
                StagedRowCopy.Write(batch.People, row.Number, person);
            if (row.Investigation is { } investigation)
                StagedRowCopy.Write(batch.Investigations, row.Number, investigation);
            foreach (var finding in mapper.Findings.Items)
                FindingCopy.Write(batch.Findings, finding);
            fresh.AddRange(new[] { row.KeyHash, row.ReferenceHash, row.ReportHash, row.TextHash }.OfType<long>().Select(hash => (hash, row.Number)));
        }

        foreach (var table in (string[])["staged_rows", "staged_people", "staged_investigations", "findings"])
            await context.CommandAsync(
                $"delete from migration.{table} where organization_id = $1 and run_id = $2 and row_number = any($3)", ct, scope.Tenant.Value, scope.Run.Value, rows);
        var connection = context.Connection();
        await StagedRowCopy.Rows.FillAsync(connection, scope.Tenant, scope.Run, batch.Rows, ct);
        await StagedRowCopy.People.FillAsync(connection, scope.Tenant, scope.Run, batch.People, ct);
        await StagedRowCopy.Investigations.FillAsync(connection, scope.Tenant, scope.Run, batch.Investigations, ct);
        await FindingCopy.Table.FillAsync(connection, scope.Tenant, scope.Run, batch.Findings, ct);
        await context.PutReferencesAsync(scope, compiled.Value.References.Items, ct);
        await context.AddHashesAsync(scope, fresh, ct);
        keys.UnionWith(fresh.Select(f => f.Hash));
        await JudgeAsync(before, rows, keys, isRemapped: true, ct);
        if (namesAnonymous)
            await context.ForgetSamplesAsync(scope.Run, [.. compiled.Value.IdentityColumns.Select(n => ground.Format.Columns[n - 1])], ct);
        return Outcome.Done;
    }

    /// <summary>Rows that were left out or taken in again: their cells did not change.</summary>
    /// <param name="reason">Null: taken in again.</param>
    public async Task SkipAsync(int[] rows, string? reason, CancellationToken ct)
    {
        var before = await ReadAsync("row_number = any($3)", rows, ct);
        await context.CommandAsync(
            """
            update migration.staged_rows set skip_code = $4, skip_reason = $5, merged_into = null,
                state = case when $4::text is not null then 'SKIPPED' when errors > 0 then 'BLOCKED' else 'READY' end
            where organization_id = $1 and run_id = $2 and row_number = any($3)
            """,
            ct, scope.Tenant.Value, scope.Run.Value, rows, reason is null ? null : "BY_PERSON", reason);
        await JudgeAsync(before, rows, [.. Hashes(before)], isRemapped: false, ct);
    }

    /// <summary>Some rows as the source has them, without the fixes.</summary>
    public async IAsyncEnumerable<(int Row, SourceRow Source)> RowsAsync(
        int[] rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (state, source) in SourcesAsync(await ReadAsync("row_number = any($3)", rows, ct), ct))
            yield return (state.Number, source);
    }

    // Others' verdicts can change with these rows', and a verdict on them needs the rows of their own keys, numbers and texts: a few
    // looks by index, each over the rows the one before found.
    private async Task JudgeAsync(List<StagedState> before, int[] rows, HashSet<long> hashes, bool isRemapped, CancellationToken ct)
    {
        var near = await SharingAsync(hashes, ct);
        var around = await SharingAsync([.. near.Values.SelectMany(Hashes)], ct);
        var judged = near;
        if (ground.Mapping.Duplicates is not DuplicatePolicy.Errors)
        {
            // A row that was merged or left out may come to make a record again, and then clashes with rows of its own.
            judged = around;
            around = await SharingAsync([.. judged.Values.SelectMany(Hashes)], ct);
        }

        var affected = judged.Keys.Union(rows).ToHashSet();
        var whole = await SharingAsync([.. around.Values.Select(r => r.Row.KeyHash).OfType<long>()], ct);
        foreach (var (number, state) in judged.Concat(around))
            whole.TryAdd(number, state);
        foreach (var state in await ReadAsync("row_number = any($3)", rows.Where(r => !whole.ContainsKey(r)).ToArray(), ct))
            whole.Add(state.Number, state);
        var verdicts = RowDuplicates.Judge([.. whole.Values.Select(s => s.Row)], ground.Mapping.Duplicates);

        var live = new SharedRowJudge(context.Connection(), scope, ground.Mapping.Duplicates);
        await live.LiveAsync(ground.Mapping.SourceSystem, [.. affected], ct);
        var old = before.ToDictionary(s => s.Number);
        foreach (var number in affected)
        {
            var state = whole[number];
            var isFixed = old.TryGetValue(number, out var was);
            was ??= state;
            var isPerson = state.SkipCode is "BY_PERSON";
            var shared = isPerson ? DuplicateVerdict.Alone : verdicts[number];
            var broken = shared.Broken.ToList();
            if (live.Verdicts.TryGetValue(number, out var alive))
                foreach (var rule in alive.Broken)
                    if (!broken.Contains(rule) && (rule != Rules.SameText || (!isPerson && shared is { MergedInto: null, SkipCode: null })))
                        broken.Add(rule);
            var own = state.Marks.Where(m => new FindingMark(m).Rule.Scope is RuleScope.Row);
            await PutAsync(state, was, shared, [.. own, .. broken.Select(r => new FindingMark(r, 0).Value)], isFixed && isRemapped, ct);
        }

        await MoveCountsAsync(ct);
    }

    private async Task PutAsync(StagedState state, StagedState was, DuplicateVerdict shared, int[] marks, bool isNew, CancellationToken ct)
    {
        var skipCode = state.SkipCode is "BY_PERSON" ? "BY_PERSON" : shared.SkipCode;
        Move(was.Marks, was.SkipCode is not null, -1);
        Move(marks, skipCode is not null, 1);
        var stored = isNew ? state.Marks : was.Marks;
        var errors = marks.Count(m => new FindingMark(m).Rule.Severity is Severity.Error);
        if (!stored.SequenceEqual(marks) || skipCode != state.SkipCode || shared.MergedInto != state.MergedInto || isNew)
            await context.CommandAsync(
                """
                update migration.staged_rows set marks = nullif($4, '{}'::int[]), errors = $5, warnings = $6, merged_into = $7, skip_code = $8,
                    state = case when $8::text is not null then 'SKIPPED' when $5 > 0 then 'BLOCKED' else 'READY' end
                where organization_id = $1 and run_id = $2 and row_number = $3
                """,
                ct, scope.Tenant.Value, scope.Run.Value, state.Number, marks, errors,
                marks.Count(m => new FindingMark(m).Rule.Severity is Severity.Warning), shared.MergedInto, skipCode);
        foreach (var gone in stored.Except(marks).Select(m => new FindingMark(m)))
            await context.CommandAsync(
                "delete from migration.findings where organization_id = $1 and run_id = $2 and row_number = $3 and code = $4 and severity = $5 and column_number = $6",
                ct, scope.Tenant.Value, scope.Run.Value, state.Number, gone.Rule.Code.Value, FindingCopy.Stored(gone.Rule.Severity), gone.ColumnNumber);
        var fresh = new CopyBuffer();
        foreach (var mark in marks.Except(stored).Select(m => new FindingMark(m)))
            FindingCopy.Write(fresh, VerdictWriter.Of(mark.Rule, new RowVerdict(state.Number) { Line = state.Line }));
        await FindingCopy.Table.FillAsync(context.Connection(), scope.Tenant, scope.Run, fresh, ct);
    }

    private void Move(IEnumerable<int> marks, bool isSkipped, int by)
    {
        foreach (var mark in marks)
        {
            totals[mark] = totals.GetValueOrDefault(mark) + by;
            if (!isSkipped)
                opens[mark] = opens.GetValueOrDefault(mark) + by;
        }
    }

    private async Task MoveCountsAsync(CancellationToken ct)
    {
        var moved = totals.Keys.Union(opens.Keys).Where(m => totals.GetValueOrDefault(m) != 0 || opens.GetValueOrDefault(m) != 0).Select(m => new FindingMark(m)).ToList();
        if (moved.Count > 0)
            await context.CommandAsync(
                """
                insert into migration.finding_groups as g (organization_id, run_id, code, severity, column_number, column_name, total, open)
                select $1, $2, x.code, x.severity, x.column_number, x.column_name, coalesce(h.total, 0) + x.total, coalesce(h.open, 0) + x.open
                from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::int[]) x (code, severity, column_number, column_name, total, open)
                left join migration.finding_groups h on h.organization_id = $1 and h.run_id = $2
                    and h.code = x.code and h.severity = x.severity and h.column_number = x.column_number
                on conflict (organization_id, run_id, code, severity, column_number) do update
                set total = excluded.total, open = excluded.open,
                    accepted_total = case when excluded.open <= g.accepted_total then g.accepted_total end,
                    accepted_at = case when excluded.open <= g.accepted_total then g.accepted_at end,
                    accepted_by = case when excluded.open <= g.accepted_total then g.accepted_by end
                """,
                ct,
                scope.Tenant.Value, scope.Run.Value,
                moved.Select(m => m.Rule.Code.Value).ToArray(),
                moved.Select(m => FindingCopy.Stored(m.Rule.Severity)).ToArray(),
                moved.Select(m => m.ColumnNumber).ToArray(),
                moved.Select(m => m.ColumnNumber == 0 ? null : ground.Setting.Columns[m.ColumnNumber - 1]).ToArray(),
                moved.Select(m => totals.GetValueOrDefault(m.Value)).ToArray(),
                moved.Select(m => opens.GetValueOrDefault(m.Value)).ToArray());
        await context.CommandAsync("delete from migration.finding_groups where organization_id = $1 and run_id = $2 and total = 0", ct, scope.Tenant.Value, scope.Run.Value);
        await context.CountOpenAsync(scope, ct);
        totals.Clear();
        opens.Clear();
    }

    private async Task<Dictionary<int, StagedState>> SharingAsync(HashSet<long> hashes, CancellationToken ct)
    {
        var found = new Dictionary<int, StagedState>();
        if (hashes.Count == 0)
            return found;
        var near = await context.RowsOfAsync(scope, [.. hashes], ct) is { } numbers
            ? await ReadAsync("row_number = any($3)", numbers, ct)
            : await ReadAsync("(key_hash = any($3) or reference_hash = any($3) or report_hash = any($3) or text_hash = any($3))", hashes.ToArray(), ct);
        foreach (var state in near.Where(s => Hashes(s).Any(hashes.Contains)))
            found.TryAdd(state.Number, state);
        return found;
    }

    private Task<List<StagedState>> ReadAsync(string condition, object values, CancellationToken ct) =>
        context.ListAsync(
            $"""
            select row_number, row_key, key_hash, raw_key_hash, reference_hash, report_hash, text_hash, digest, file_number, file_row, line, marks, cells, skip_code,
                skip_reason, merged_into
            from migration.staged_rows where organization_id = $1 and run_id = $2 and {condition}
            """,
            StagedState.Read, ct, scope.Tenant.Value, scope.Run.Value, values);

    // From what was kept beside the row; else from the file, in one go over the files that are needed.
    private async IAsyncEnumerable<(StagedState State, SourceRow Source)> SourcesAsync(
        List<StagedState> states, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var state in states)
            if (state.Cells is { } cells)
                yield return (state, new SourceRow(state.FileRow, state.Line, cells, null));
        var missing = states.Where(s => s.Cells is null).ToDictionary(s => (s.FileNumber, s.FileRow));
        if (missing.Count == 0)
            yield break;
        var isOwn = ErrorFile.IsOne(ground.Format.Columns);
        foreach (var file in await context.FilesAsync(scope, ground.Format, vault, ct))
        {
            var left = missing.Keys.Count(k => k.FileNumber == file.Position);
            if (left == 0)
                continue;
            await using var content = file.Open();
            foreach (var row in SourceReader.Rows(content, file.Format, limits))
            {
                if (!missing.TryGetValue((file.Position, row.Number), out var state))
                    continue;
                yield return (state, isOwn ? ErrorFile.Read(row) : row);
                if (--left == 0)
                    break;
            }
        }
    }

    private static IEnumerable<long> Hashes(StagedState state) =>
        new[] { state.Row.KeyHash, state.Row.ReferenceHash, state.Row.ReportHash, state.Row.TextHash }.OfType<long>();

    private static IEnumerable<long> Hashes(List<StagedState> states) => states.SelectMany(Hashes);
}
