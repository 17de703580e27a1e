using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

/// <summary>
/// How long a text may be, how many bytes or elements, and of which kind a JSON: every check there is in our own schemas, tried with an
/// INSERT into its own table at its limit, which it takes, and one past it, which it alone refuses.
/// </summary>
public sealed partial class LimitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Checks = """
        select k.conrelid::regclass::text, k.conname, pg_get_expr(k.conbin, k.conrelid)
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where k.contype = 'c' and n.nspname in ('access', 'support', 'client_success', 'migration', 'host') and not c.relispartition
            and pg_get_expr(k.conbin, k.conrelid) ~ '_length\(|cardinality\(|json| ~ '
        order by 1, 2
        """;

    // Whatever else would refuse a row that has one column only: so that what refuses is this check, and what it lets in is let in.
    private const string LeaveAlone = """
        do $$
        declare
            other record;
        begin
            for other in select conname from pg_constraint where conrelid = '{0}'::regclass and contype in ('c', 'p') and conname <> '{1}' loop
                execute format('alter table {0} drop constraint %I cascade', other.conname);
            end loop;
            for other in select attname from pg_attribute where attrelid = '{0}'::regclass and attnum > 0 and not attisdropped and attnotnull and attidentity = '' loop
                execute format('alter table {0} alter column %I drop not null', other.attname);
            end loop;
        end
        $$
        """;

    [Fact]
    public async Task F15_Every_limit_takes_what_is_within_it_and_refuses_one_more_by_its_own_name()
    {
        var checks = await ChecksAsync();
        checks.Should().HaveCountGreaterThan(100);
        List<string> wrong = [];
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        foreach (var check in checks)
        {
            var trials = Trials(check).ToList();
            if (trials.Count == 0)
                wrong.Add($"{check.Name}: no trial for {check.Expression}");
            await using var transaction = await connection.BeginTransactionAsync();
            await AskAsync(connection, "set local session_replication_role = replica");
            await AskAsync(connection, LeaveAlone.Replace("{0}", check.Table, StringComparison.Ordinal).Replace("{1}", check.Name, StringComparison.Ordinal));
            foreach (var trial in trials)
            {
                var refused = await RefusedByAsync(connection, transaction, $"insert into {check.Table} ({trial.Column}) values ({trial.Value})");
                if (refused != (trial.Refusal is Trial.ByItsName ? check.Name : trial.Refusal))
                    wrong.Add($"{check.Name} with {trial.Value}: {refused ?? "taken"}");
            }

            await transaction.RollbackAsync();
        }

        wrong.Should().BeEmpty();
    }

    /// <summary>What the portal refuses in words is what the database would refuse without: neither is stricter.</summary>
    [Theory]
    [InlineData("recipes_name_key_bounded", RecipeDocument.NameKeyMost)]
    [InlineData("fixes_value_bounded", 1 << 20)]
    [InlineData("qbr_sections_bounded", 9)]
    [InlineData("rate_rule_name_bounded", 60)]
    [InlineData("checkpoint_head_stream_bounded", 120)]
    public async Task F15_A_limit_of_the_database_is_the_domains(string name, int most)
    {
        var expression = (await ChecksAsync()).Single(c => c.Name == name).Expression;

        Limit().Matches(expression).Where(m => m.Groups["sign"].Value is "<=").Select(m => m.Groups["bound"].Value).Should().Equal(most.ToString(CultureInfo.InvariantCulture));
        FormatLimits.Standard.CellSize.Should().Be(1 << 20);
        Enum.GetValues<QbrSection>().Should().HaveCount(9);
    }

    [Fact]
    public async Task F15_A_list_of_words_in_the_database_is_the_domains()
    {
        (await WordsAsync("playbook_rule_known")).Should().BeEquivalentTo(Enum.GetValues<AlertRule>().Select(PlatformCodes.Stored));
        (await WordsAsync("qbr_sections_known")).Should().BeEquivalentTo(Enum.GetValues<QbrSection>().Select(PlatformCodes.Stored));
        (await WordsAsync("playbook_step_owner_known")).Should().BeEquivalentTo([Role.ClientSuccess.Stored(), Role.PlatformAdmin.Stored()]);
        (await WordsAsync("cs_task_owner_known")).Should().BeEquivalentTo([Role.ClientSuccess.Stored(), Role.PlatformAdmin.Stored()]);

        async Task<IEnumerable<string>> WordsAsync(string name) =>
            Word().Matches((await database.ValueAsync<string>("select pg_get_constraintdef(oid) from pg_constraint where conname = $1", name))!).Select(m => m.Groups["word"].Value);
    }

    // A name at its longest in its key: each sign a word.
    [Fact]
    public void F15_A_recipe_whose_folded_name_would_not_fit_is_refused_in_words()
    {
        NameFolding.Fold(new string('#', RecipeDocument.NameMost)).Length.Should().BeLessThanOrEqualTo(RecipeDocument.NameKeyMost);
        var endless = string.Concat(Enumerable.Repeat("\uFDFA", RecipeDocument.NameMost));
        NameFolding.Fold(endless).Length.Should().BeGreaterThan(RecipeDocument.NameKeyMost);
        RecipeRules.Check(RecipeDesk.Recipe with { Name = endless }).Should().Be(RecipeRefusals.NameWrong);
    }

    private static IEnumerable<Trial> Trials(Check check)
    {
        // An anchored pattern is a limit of its own: its longest text, and one character more.
        foreach (Match pattern in Pattern().Matches(check.Expression))
        {
            if (Longest(pattern.Groups["pattern"].Value) is not { } longest)
                continue;
            yield return new(pattern.Groups["column"].Value, $"'{longest}'", null);
            yield return new(pattern.Groups["column"].Value, $"'{longest}{longest[^1]}'", Trial.ByItsName);
        }

        foreach (Match kind in Kind().Matches(check.Expression))
        {
            yield return new(kind.Groups["column"].Value, "'{}'", null);
            yield return new(kind.Groups["column"].Value, "'[]'", Trial.ByItsName);
        }

        // A text that has to be JSON is refused by the cast itself, which comes to no verdict.
        foreach (Match cast in Cast().Matches(check.Expression))
        {
            yield return new(cast.Groups["column"].Value, "'{}'", null);
            yield return new(cast.Groups["column"].Value, "'{'", PostgresErrorCodes.InvalidTextRepresentation);
        }

        if (Pattern().IsMatch(check.Expression))
            yield break;
        foreach (Match limit in Limit().Matches(check.Expression))
        {
            var column = limit.Groups["column"].Value;
            var bound = int.Parse(limit.Groups["bound"].Value, CultureInfo.InvariantCulture);
            (int[] taken, int[] refused) = limit.Groups["sign"].Value switch
            {
                "<=" => (new[] { bound }, new[] { bound + 1 }),
                ">=" => ([bound], [bound - 1]),
                "=" => ([bound], [bound - 1, bound + 1]),
                "<" => ([bound - 1], [bound]),
                _ => ([bound + 1], [bound]),
            };
            foreach (var size in taken)
                yield return new(column, Sample(check, column, limit.Groups["measure"].Value, size), null);
            foreach (var size in refused)
                yield return new(column, Sample(check, column, limit.Groups["measure"].Value, size), Trial.ByItsName);
        }
    }

    // Of exactly this size, made where it is tried.
    private static string Sample(Check check, string column, string measure, int size)
    {
        if (measure is "cardinality")
            return $"(select coalesce(array_agg(n), '{{}}') from generate_series(1, {size}) n)";
        if (check.Expression.Contains($"jsonb_typeof({column})", StringComparison.Ordinal))
            return $$"""jsonb_build_object('a', repeat('x', {{size}} - length('{"a": ""}')))""";
        if (check.Expression.Contains($"({column})::jsonb", StringComparison.Ordinal))
            return $"to_jsonb(repeat('x', {size} - 2))::text";
        return measure is "octet_length" ? $"decode(repeat('00', {size}), 'hex')" : $"repeat('x', {size})";
    }

    // The longest text of a pattern of letters, classes and counts; null where it has none.
    private static string? Longest(string pattern)
    {
        if (pattern is not ['^', .., '$'])
            return null;
        var text = new StringBuilder();
        foreach (Match part in Part().Matches(pattern[1..^1]))
        {
            if (part.Groups["endless"].Success)
                return null;
            var one = part.Groups["class"].Success ? part.Groups["class"].Value[0] : part.Groups["digit"].Success ? '0' : part.Groups["letter"].Value[0];
            text.Append(one, part.Groups["most"].Success ? int.Parse(part.Groups["most"].Value, CultureInfo.InvariantCulture) : 1);
        }

        return text.ToString();
    }

    private async Task<List<Check>> ChecksAsync()
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Checks, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<Check> all = [];
        while (await reader.ReadAsync())
            all.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return all;
    }

    // The name of the check that refused, or the state where it was none; null where the row was taken.
    private static async Task<string?> RefusedByAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql)
    {
        await transaction.SaveAsync("trial");
        try
        {
            await AskAsync(connection, sql);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState == PostgresErrorCodes.CheckViolation ? refused.ConstraintName : refused.SqlState;
        }
        finally
        {
            await transaction.RollbackAsync("trial");
        }
    }

    private static async Task AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("""(?<measure>char_length|octet_length|cardinality)\((btrim\()?\(?(?<column>"?[a-z_]+"?)\)?(::text)?\)\)? (?<sign><=|>=|=|<|>) (?<bound>[0-9]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Limit();

    [GeneratedRegex(@"(?<column>[a-z_]+) ~ '(?<pattern>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"jsonb_typeof\((?<column>[a-z_]+)\) = 'object'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\((?<column>[a-z_]+)\)::jsonb IS NOT NULL", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cast();

    [GeneratedRegex(@"(\[(?<class>[^\]]+)\]|(?<digit>\\d)|(?<letter>[A-Za-z0-9-]))(\{([0-9]+,)?(?<most>[0-9]+)\}|(?<endless>[*+]|\{[0-9]+,\}))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex("'(?<word>[A-Z_]+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    private sealed record Check(string Table, string Name, string Expression);

    /// <param name="Column">The one that is filled; every other is empty.</param>
    /// <param name="Value">As SQL.</param>
    /// <param name="Refusal">Null where it is taken, <see cref="ByItsName"/> where the check refuses it; otherwise the state.</param>
    private sealed record Trial(string Column, string Value, string? Refusal)
    {
        public const string ByItsName = "by its name";
    }
}
