using Ethico.Ops.Domain.ClientSuccess;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>
/// A roll-up in one transaction: whom it is about and how far back (SQL), every row that matters in one sweep a table, counted in
/// memory client by client (<see cref="ClientCounter"/>), and written in bulk. As many statements for ten clients as for ten thousand.
/// </summary>
internal static class RollUp
{
    public static async Task<RollUpMade> RunAsync(OpsDbContext context, NightCalendar calendar, RollUpWish wish, CancellationToken ct)
    {
        await NightStore.SettleAsync(context, ct);
        // A night is seconds; the first one, and a rebuild, goes over half a year of everybody's events in one piece.
        if (wish.From < wish.Day)
            await context.WriteAsync("set local statement_timeout = '4h'", ct);
        var now = (await context.ReadAsync("select access.now()", r => r.GetFieldValue<DateTimeOffset>(0), ct)).Single();
        var scope = new RollUpScope(wish, calendar, now);
        var rejected = await OpenAsync(context, calendar, wish, now, ct);
        await RollUpReads.ReadAsync(context, scope, ct);
        foreach (var client in scope.Clients.Values)
            client.Settle();
        var days = await RollUpWrites.WriteAsync(context, scope, ct);
        await context.WriteAsync("select client_success.roll_lines($1, $2, $3)", ct, calendar.Zone, wish.Day, Instant(wish.Since));
        return new(days, rejected, scope.Clients.Count);
    }

    // Leaves pg_temp.scope, target_day, reread, kept_day and late_use behind.
    private static async Task<long> OpenAsync(OpsDbContext context, NightCalendar calendar, RollUpWish wish, DateTimeOffset now, CancellationToken ct)
    {
        // An id that is nobody's stands for all that are.
        var only = NightStore.Ids(wish is { HasStrays: true, Only: { } some } ? [new(Guid.Empty), .. some] : wish.Only);
        await context.WriteAsync("select client_success.copy_clients($1)", ct, only.Clone());
        return (await context.ReadAsync(
            "select client_success.open_scope($1, $2, $3, $4, $5, $6, $7, $8)",
            r => r.GetInt64(0),
            ct,
            wish.From, wish.Day, calendar.Zone,
            Instant(wish.Since),
            now,
            new NpgsqlParameter { Value = FeatureCatalog.All.Select(f => f.Code).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            only,
            !wish.IsOnDemand)).Single();
    }

    private static NpgsqlParameter Instant(DateTimeOffset? value) => new() { Value = value is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
