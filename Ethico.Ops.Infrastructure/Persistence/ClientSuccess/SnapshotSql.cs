using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Stored snapshots read back. The parts come from the raw numbers by the one formula, under the model they were stored with.</summary>
internal static class SnapshotSql
{
    private static readonly string[] Names =
    [
        "organization_id", "day", "state", "cause", "failed_input", "model_version", "trend", "trend_delta", "trend_note", "trend_recent", "trend_earlier",
        "renewal_in", "band", "fired_rules", "flags", "computed_at", .. RawColumns.Snapshot.Split(',', StringSplitOptions.TrimEntries),
    ];

    public static int Count => Names.Length;

    public static string Columns(string alias) => string.Join(", ", Names.Select(n => $"{alias}.{n}"));

    public static StandingSnapshot Read(NpgsqlDataReader r, int i, ModelBook models) => Read(r, i, models[r.GetInt32(i + 5)]);

    public static StandingSnapshot Read(NpgsqlDataReader r, int i, HealthModel model)
    {
        var raw = RawColumns.Read(r, i + 16);
        var snapshot = new Snapshot(new(r.GetGuid(i)), r.GetFieldValue<DateOnly>(i + 1), PlatformCodes.Read<SnapshotState>(r.GetString(i + 2)), model.Version)
        {
            Cause = PlatformCodes.ReadOptional<UnscoredCause>(r.MaybeText(i + 3)),
            FailedInput = r.MaybeText(i + 4),
            Raw = raw,
            Reading = raw is null ? null : HealthFormula.Read(raw, model),
            Trend = r.MaybeText(i + 6) is { } trend
                ? new(PlatformCodes.Read<Trend>(trend), r.Maybe<decimal>(i + 7), PlatformCodes.ReadOptional<TrendNote>(r.MaybeText(i + 8)), r.Maybe<decimal>(i + 9), r.Maybe<decimal>(i + 10))
                : null,
            RenewalInDays = r.Maybe<int>(i + 11),
            Band = r.MaybeText(i + 12) is { } band
                ? new(PlatformCodes.Read<Band>(band), [.. r.GetFieldValue<string[]>(i + 13).Select(PlatformCodes.Read<BandRule>)])
                : null,
            Flags = HealthCodes.Flags(r.GetFieldValue<string[]>(i + 14)),
        };
        return new(snapshot, model, r.GetFieldValue<DateTimeOffset>(i + 15));
    }
}
