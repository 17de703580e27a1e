using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What people and machines did, and what they were entitled to.</summary>
public sealed partial class ClientFacts
{
    private const int Together = 128;

    private readonly List<(int Feature, int From, int Until)> entitlements = [];
    private readonly List<(int Feature, int From, int FirstWhole, int Until)> configurations = [];
    private readonly List<(int From, int To)> whole = [];
    private readonly int?[] headcounts = new int?[range.Day - from + 1];
    private readonly int[] signIns = new int[range.Day - from + 1];
    private readonly int[] reportViews = new int[range.Day - from + 1];

    // Two a day from usesFrom on: by people, by machines.
    private readonly int[]?[] uses = new int[FeatureCatalog.All.Count][];
    private readonly int[] gone = new int[FeatureCatalog.All.Count];
    private readonly FeatureBefore?[] before = new FeatureBefore?[FeatureCatalog.All.Count];
    private UsageEvent[] waiting = [];
    private int waits;
    private int usesFrom = from - CountedRange.Reach;

    /// <summary>
    /// The last day alone, and of each of its features the day before is known: a window is yesterday's, and what came in, and what
    /// fell out. Asked before uses are added.
    /// </summary>
    public bool IsOneStep { get; private set; }

    internal int UsesFrom => usesFrom;

    /// <summary>In the order of their beginning.</summary>
    internal IReadOnlyList<(int Feature, int From, int Until)> Entitlements => entitlements;

    internal IReadOnlyList<(int Feature, int From, int FirstWhole, int Until)> Configurations => configurations;

    /// <param name="feature">Its place in the catalogue.</param>
    /// <param name="fromOn">A day number.</param>
    /// <param name="untilOn">Exclusive.</param>
    public void AddEntitlement(int feature, int fromOn, int? untilOn) => entitlements.Add((feature, fromOn, untilOn ?? int.MaxValue));

    public void AddConfiguration(int feature, long fromAt, long? untilAt) =>
        configurations.Add((feature, range.Local.DayOf(fromAt), range.Local.FirstWholeDay(fromAt), range.Local.DayOf(untilAt ?? long.MaxValue)));

    public void AddBefore(int feature, FeatureBefore was) => before[feature] = was;

    /// <summary>When entitlements, configurations and the day before are known: whether that day is all it takes.</summary>
    public void DecideSteps()
    {
        IsOneStep = from == range.Day && entitlements.Select(e => e.Feature).Concat(configurations.Select(c => c.Feature))
            .All(f => before[f] is not null || FeatureCatalog.All[f].Kind is FeatureKind.Open);
        if (IsOneStep)
            usesFrom = from;
    }

    /// <summary>A day that is read again from end to end: accounts are as its events say and no others.</summary>
    public void ReadWhole(int first, int final) => whole.Add((range.Place(first), range.Place(final)));

    /// <summary>A day of which nothing is read again: what was counted of its events stays.</summary>
    public void KeepDay(int day, int signedIn, int viewed)
    {
        signIns[day - from] = signedIn;
        reportViews[day - from] = viewed;
    }

    public void KeepHeadcount(int day, int? headcount) => headcounts[day - from] = headcount;

    /// <summary>Features as they were counted on a day no run looks at again.</summary>
    public void KeepFeatures(int day, int entitled, int used, int idle)
    {
        Add(UsageFigure.FeaturesEntitled, day, day, entitled);
        Add(UsageFigure.FeaturesUsed, day, day, used);
        Add(UsageFigure.FeaturesIdle, day, day, idle);
    }

    /// <summary>How often a feature was used on a day whose events are not read: of a window, or what falls out of one.</summary>
    public void KeepUses(int day, int feature, int people, int machines)
    {
        if (day >= usesFrom)
            AddUses(feature, day, people, machines);
        else if (day == range.Day - FeatureCatalog.All[feature].Days)
            gone[feature] = OfKind(feature, people, machines);
    }

    /// <summary>
    /// Counts an event once there are some of this client together: half a year of everybody comes as it happened, and a client's accounts
    /// and days are then looked for in memory once for many.
    /// </summary>
    public void AddEventLater(in UsageEvent one)
    {
        if (waiting.Length == waits)
            Array.Resize(ref waiting, Math.Max(8, waits * 2));
        waiting[waits++] = one;
        if (waits == Together)
            AddWaiting();
    }

    /// <param name="one">It.</param>
    /// <param name="tellsWho">False: of a day to which something came late only how often is counted again.</param>
    public void AddEvent(in UsageEvent one, bool tellsWho)
    {
        var (day, account, kind, feature) = one;
        if (kind is UsageEventKind.Feature)
            AddUses(feature!.Value, day, account is null ? 0 : 1, account is null ? 1 : 0);
        else if (account is not null)
            (kind is UsageEventKind.SignIn ? signIns : reportViews)[day - from]++;
        if (tellsWho && account is { } who)
            See(day, who, kind, feature);
    }

    /// <summary>Who it was that came late to a day that is not read whole.</summary>
    public void See(int day, Guid account, UsageEventKind kind, int? feature) =>
        Account(account).See(range.Place(day), kind is UsageEventKind.Feature ? feature : null);

    /// <summary>When everything is read.</summary>
    public void Settle()
    {
        AddWaiting();
        waiting = [];
        foreach (var account in accounts.Values)
            account.Settle(CollectionsMarshal.AsSpan(whole));
        SettleStatuses();
        entitlements.Sort((one, other) => one.From.CompareTo(other.From));
        for (var day = from; day <= range.Day; day++)
        {
            Add(UsageFigure.SignIns, day, day, signIns[day - from]);
            Add(UsageFigure.ReportViews, day, day, reportViews[day - from]);
        }
    }

    public int? HeadcountOn(int day) => headcounts[day - from] ?? Headcount;

    /// <summary>By people and by machines; none: not used.</summary>
    public (int People, int Machines) UsesOn(int feature, int day) =>
        uses[feature] is { } counted && day >= usesFrom ? (counted[(day - usesFrom) * 2], counted[((day - usesFrom) * 2) + 1]) : default;

    internal FeatureBefore? Before(int feature) => before[feature];

    internal int Gone(int feature) => gone[feature];

    internal int UsesOfKind(int feature, int day) => UsesOn(feature, day) is var (people, machines) ? OfKind(feature, people, machines) : 0;

    private void AddWaiting()
    {
        foreach (ref readonly var one in waiting.AsSpan(0, waits))
            AddEvent(one, tellsWho: true);
        waits = 0;
    }

    private static int OfKind(int feature, int people, int machines) => FeatureCatalog.All[feature].Kind is FeatureKind.Worked ? people : machines;

    private void AddUses(int feature, int day, int people, int machines)
    {
        var counted = uses[feature] ??= new int[(range.Day - usesFrom + 1) * 2];
        counted[(day - usesFrom) * 2] += people;
        counted[((day - usesFrom) * 2) + 1] += machines;
    }
}
