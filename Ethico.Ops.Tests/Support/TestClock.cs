namespace Ethico.Ops.Tests.Support;

/// <summary>The database's clock under a test's hand: <c>access.now()</c> reads <c>test.clock</c>. The product has no such switch.</summary>
internal static class TestClock
{
    /// <summary>Keeps the real function aside, and replaces the body of the one everything calls; owner, grants and volatility stay.</summary>
    public const string Install = """
        create schema test;
        grant usage on schema test to public;
        create table test.clock (fixed_at timestamptz, shift interval not null default '0');
        grant select on test.clock to public;
        insert into test.clock default values;

        do $$
        begin
            execute replace(pg_get_functiondef('access.now()'::regprocedure), 'FUNCTION access.now()', 'FUNCTION test.real_now()');
            grant execute on function test.real_now() to public;
        end
        $$;

        create or replace function access.now() returns timestamptz
            language sql stable
            set search_path = ''
            as $$ select coalesce(c.fixed_at, test.real_now()) + c.shift from test.clock c $$;
        """;

    public const string Set = "update test.clock set fixed_at = $1, shift = '0'";

    public const string Advance = "update test.clock set shift = shift + $1";

    public const string Free = "update test.clock set fixed_at = null, shift = '0'";

    public const string Run = "update test.clock set fixed_at = null, shift = $1 - test.real_now()";
}
