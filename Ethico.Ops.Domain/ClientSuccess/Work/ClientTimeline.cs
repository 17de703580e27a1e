using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// One client's story (client-success.md 4.6). Order: newest instant first, then kind, then id, so that pages never overlap. Sources
/// are read for at most three years, then merged; one that fails is named.
/// </summary>
[UseCase]
public sealed class ClientTimeline(AccessGate gate, IClientTimeline timeline, IEnumerable<ITimelineSource> sources, TimeProvider clock)
{
    public const int SilenceDays = 60;
    public const int SizeMost = 200;

    /// <summary>How many newer entries stand above one a link opened.</summary>
    public const int NewerAtEntry = 3;

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<TimelinePage>> ReadAsync(Caller caller, OrganizationId tenant, TimelineQuery query, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientTimeline");
        var now = clock.GetUtcNow();
        var from = new DateTimeOffset((query.From ?? DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - UsageRange.MostDays)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var to = query.To is { } last ? new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : now.AddDays(120);
        var own = await gate.ReadAsync(
            caller, Permission.ViewClientHealth, act, tenant, () => timeline.OwnAsync(ClientScope.Of(caller), tenant, from, to, query.Text, ct), ct);
        if (!own.IsAllowed)
            return own.Refusal;

        List<TimelineEntry> all = [.. own.Value.Take(IClientTimeline.Most)];
        DateTimeOffset? cutAt = own.Value.Count > IClientTimeline.Most ? all[^1].At : null;
        List<string> failed = [];
        // A text is looked for in engagements; other areas' heads have none to look in.
        if (string.IsNullOrWhiteSpace(query.Text))
        {
            all.AddRange(Silences(all, now).ToList());
            foreach (var source in sources)
            {
                var told = await source.OfAsync(tenant, from, to, ct);
                if (told.IsAllowed)
                    all.AddRange(told.Value.Where(e => cutAt is not { } cut || e.At >= cut));
                else
                    failed.Add(source.Name);
            }
        }

        var kinds = query.Kinds ?? [];
        var ordered = all.Where(e => kinds.Count == 0 || kinds.Contains(e.Kind)).Order(Comparer<TimelineEntry>.Create(Compare)).ToList();
        var begin = query switch
        {
            { After: { } after } => ordered.FindIndex(e => string.Equals(Cursor(e), after, StringComparison.Ordinal)) + 1,
            { At: { } entry } => Math.Max(0, ordered.FindIndex(e => string.Equals(e.Id, entry, StringComparison.Ordinal)) - NewerAtEntry),
            _ => 0,
        };
        var size = Math.Clamp(query.Size, 1, SizeMost);
        var page = ordered.Skip(begin).Take(size).ToList();
        return Outcome.Of(new TimelinePage(page, begin + page.Count < ordered.Count ? Cursor(page[^1]) : null, failed, cutAt));
    }

    public static string Cursor(TimelineEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcTicks}-{(int)entry.Kind}-{entry.Id}");

    /// <summary>Could it be the <see cref="Cursor"/> of an entry? One that is gone meanwhile could.</summary>
    public static bool IsCursor(string? text) =>
        text?.Split('-', 3) is [var ticks, var kind, { Length: > 0 }] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    internal static int Compare(TimelineEntry x, TimelineEntry y)
    {
        var at = y.At.CompareTo(x.At);
        var kind = at != 0 ? at : x.Kind.CompareTo(y.Kind);
        return kind != 0 ? kind : string.CompareOrdinal(x.Id, y.Id);
    }

    internal static IEnumerable<TimelineEntry> Silences(IEnumerable<TimelineEntry> entries, DateTimeOffset now)
    {
        DateTimeOffset? later = now;
        foreach (var at in entries.Where(e => e.Kind is TimelineKind.Engagement && e.At <= now).Select(e => e.At).OrderDescending())
        {
            var days = (int)(later!.Value - at).TotalDays;
            if (days >= SilenceDays)
                yield return new("silence-" + at.UtcTicks.ToString(CultureInfo.InvariantCulture), TimelineKind.Silence, at.AddTicks(1), string.Create(CultureInfo.InvariantCulture, $"{days} days without an engagement"), null, null);
            later = at;
        }
    }
}
