using Ethico.Ops.Domain.Migration;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// Judges rows by what they share, for a whole pass: keys first, then numbers and texts among the rows that make a record. Fetches
/// only rows whose hash stands more than once, some hundred groups at a time.
/// </summary>
internal sealed class SharedRowJudge(NpgsqlConnection connection, RunScope scope, DuplicatePolicy policy)
{
    private const int GroupsAtOnce = 2_000;

    private readonly Dictionary<int, RowVerdict> verdicts = [];

    public IReadOnlyDictionary<int, RowVerdict> Verdicts => verdicts;

    /// <param name="groups">The rows of each key hash that stands more than once.</param>
    public async Task KeysAsync(List<int[]> groups, CancellationToken ct)
    {
        foreach (var some in groups.Chunk(GroupsAtOnce))
        {
            var rows = await KeyedRows.ReadAsync(connection, scope, [.. some.SelectMany(g => g)], ct);
            foreach (var (row, verdict) in RowDuplicates.JudgeKeys(rows, policy))
                Take(row, verdict);
        }
    }

    public async Task SharedAsync(Func<KeyedRow, long?> by, List<int[]> groups, Rule rule, CancellationToken ct)
    {
        foreach (var some in groups.Chunk(GroupsAtOnce))
        {
            var rows = await KeyedRows.ReadAsync(connection, scope, [.. some.SelectMany(g => g)], ct);
            var makers = rows.Where(r => !verdicts.TryGetValue(r.Number, out var known) || (known.MergedInto is null && known.SkipCode is null));
            foreach (var row in RowDuplicates.Sharing([.. makers], rule, by))
                if (!Of(row).Broken.Contains(rule))
                    Of(row).Broken.Add(rule);
        }
    }

    /// <param name="sourceSystem">Records of it with the row's key are the row's own, found by key at Preview.</param>
    /// <param name="rows">Null: all.</param>
    public async Task LiveAsync(string sourceSystem, int[]? rows, CancellationToken ct)
    {
        foreach (var row in await LiveRows.SameTextAsync(connection, scope, sourceSystem, rows, ct))
            if (Of(row) is { MergedInto: null, SkipCode: null } maker && !maker.Broken.Contains(Rules.SameText))
                maker.Broken.Add(Rules.SameText);
        foreach (var row in await LiveRows.SeveralPeopleAsync(connection, scope, rows, ct))
            Of(row).Broken.Add(Rules.PersonAmbiguous);
    }

    private void Take(int row, DuplicateVerdict verdict)
    {
        if (verdict == DuplicateVerdict.Alone)
            return;
        var known = Of(row);
        known.Broken.AddRange(verdict.Broken);
        (known.MergedInto, known.SkipCode) = (verdict.MergedInto, verdict.SkipCode);
    }

    private RowVerdict Of(int row)
    {
        if (!verdicts.TryGetValue(row, out var known))
            verdicts.Add(row, known = new RowVerdict(row));
        return known;
    }
}
