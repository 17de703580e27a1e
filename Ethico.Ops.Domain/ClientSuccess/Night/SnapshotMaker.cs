using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Turns counts into snapshots: nightly, restated, on demand and rebuilt alike. A day that stands keeps the model version it was
/// computed under; the days of a tenant are made in order, as the later ones look back on the earlier.
/// </summary>
public static class SnapshotMaker
{
    /// <param name="input">What was counted.</param>
    /// <param name="late">Days that are computed on a later night than their own.</param>
    public static IReadOnlyList<Snapshot> Make(ScoringInput input, IReadOnlySet<DateOnly> late)
    {
        var past = input.Past.GroupBy(p => p.Tenant).ToDictionary(g => g.Key, g => g.ToDictionary(p => p.Day));
        var made = new List<Snapshot>(input.Clients.Count);
        foreach (var days in input.Clients.GroupBy(c => c.Tenant))
        {
            if (!past.TryGetValue(days.Key, out var history))
                history = [];
            var weeks = input.Weeks.GetValueOrDefault(days.Key);
            DateOnly? first = input.FirstMeasured.TryGetValue(days.Key, out var known) ? known : null;
            foreach (var each in days.OrderBy(c => c.Day))
            {
                var model = each.ModelVersion is { } version ? input.Models[version] : input.Models.InForceOn(each.Day);
                var snapshot = One(each, model, history, weeks, first, late.Contains(each.Day));
                made.Add(snapshot);
                history[each.Day] = new(each.Tenant, each.Day, model.Version, snapshot.Reading?.Score, snapshot.Raw);
                if (snapshot.State is not SnapshotState.Unscored && (first is null || each.Day < first))
                    first = each.Day;
            }
        }

        return made;
    }

    /// <summary>The tenant that no batch could be written with.</summary>
    public static Snapshot Failed(OrganizationId tenant, DateOnly day, int modelVersion, string reference) =>
        new(tenant, day, SnapshotState.Unscored, modelVersion) { Cause = UnscoredCause.ComputationFailed, FailedInput = reference };

    private static Snapshot One(
        ScoringClient client, HealthModel model, Dictionary<DateOnly, PastDay> history, TrendWeeks weeks, DateOnly? first, bool isLate)
    {
        var kept = (client.Flags & (HealthFlags.Late | HealthFlags.Restated)) | (isLate ? HealthFlags.Late : HealthFlags.None)
            | (client.StandingRaw is { } stood && client.Raw is not null && stood != client.Raw ? HealthFlags.Restated : HealthFlags.None);
        if (!client.IsLive)
            return Unscored(UnscoredCause.NotLive, null);
        if (client.Raw is not { } raw)
            return client.RollUpFailure is { } reference ? Unscored(UnscoredCause.ComputationFailed, reference) : Unscored(UnscoredCause.UsageMissing, null);
        if (raw.Impossible() is { } input)
            return Unscored(UnscoredCause.ComputationFailed, input);

        var reading = HealthFormula.Read(raw, model);
        if (reading.Score is not { } score)
        {
            return new(client.Tenant, client.Day, SnapshotState.Insufficient, model.Version)
            {
                Raw = raw, Reading = reading, Flags = reading.Flags | kept, RenewalInDays = client.RenewalInDays,
            };
        }

        var trend = TrendRules.Of(client.Day, first is null || first > client.Day ? client.Day : first, WithHistory(), model.TrendStep);
        return new(client.Tenant, client.Day, SnapshotState.Scored, model.Version)
        {
            Raw = raw,
            Reading = reading,
            Trend = trend,
            RenewalInDays = client.RenewalInDays,
            Band = BandRules.Decide(score, trend.Trend, client.RenewalInDays, model),
            Flags = reading.Flags | kept,
        };

        Snapshot Unscored(UnscoredCause cause, string? failed) => new(client.Tenant, client.Day, SnapshotState.Unscored, model.Version)
        {
            Cause = cause, FailedInput = failed, Flags = kept & ~HealthFlags.Restated, RenewalInDays = client.RenewalInDays,
        };

        TrendWeeks WithHistory()
        {
            var both = weeks.With(0, score);
            for (var ago = 1; ago <= TrendRules.Span && history.Count > 0; ago++)
            {
                if (history.TryGetValue(client.Day.AddDays(-ago), out var day) && Under(day) is { } was)
                    both = both.With(ago, was);
            }

            return both;
        }

        // Under the ruler of the day the trend is for: a new ruler never looks like a client that changed.
        decimal? Under(PastDay day) => day.ModelVersion == model.Version || day.Raw is null ? day.Score
            : HealthFormula.Read(day.Raw, model).Score;
    }
}
