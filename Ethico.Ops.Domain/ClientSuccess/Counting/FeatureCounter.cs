namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Adoption, feature by feature and day by day (client-success.md 5.5).</summary>
internal sealed class FeatureCounter(CountedRange range)
{
    private const int Figures = 5;
    private const int Width = CountedRange.FeatureReach + 1;

    private readonly DaySums sums = new(FeatureCatalog.All.Count * Figures);
    private readonly List<FeatureFigures> rows = [];
    private readonly Term[] terms = new Term[Width];

    private enum Figure
    {
        Uses,
        UsesWindow,
        UseDays,
        Accounts,
        AccountsWindow,
    }

    public IReadOnlyList<FeatureFigures> Of(ClientFacts client)
    {
        rows.Clear();
        sums.Begin(Math.Max(client.From, range.Day - CountedRange.FeatureReach), range.Day);
        CountUses(client);
        CountAccounts(client);
        sums.Sum();
        for (var feature = 0; feature < FeatureCatalog.All.Count; feature++)
        {
            if (FindTerms(client, feature))
                Tell(client, feature);
        }

        CountAdoption(client);
        return rows;
    }

    private static int Row(int feature, Figure figure) => (feature * Figures) + (int)figure;

    private void CountUses(ClientFacts client)
    {
        for (var feature = 0; feature < FeatureCatalog.All.Count; feature++)
        {
            var days = FeatureCatalog.All[feature].Days;
            for (var day = client.UsesFrom; day <= range.Day; day++)
            {
                if (client.UsesOfKind(feature, day) is not (> 0 and var uses))
                    continue;
                sums.Add(Row(feature, Figure.Uses), day, day, uses);
                sums.Add(Row(feature, Figure.UsesWindow), day, day + days - 1, uses);
                sums.Add(Row(feature, Figure.UseDays), day, day + days - 1);
            }
        }
    }

    private void CountAccounts(ClientFacts client)
    {
        foreach (var account in client.Accounts.Values)
        {
            for (var feature = 0; feature < account.Features.Length; feature++)
            {
                if (account.Features[feature].IsEmpty || FeatureCatalog.All[feature] is not { Kind: FeatureKind.Worked, Days: var days })
                    continue;
                ClientCounter.AddWindow(sums, Row(feature, Figure.Accounts), account.Features[feature], 1, range);
                ClientCounter.AddWindow(sums, Row(feature, Figure.AccountsWindow), account.Features[feature], days, range);
            }
        }
    }

    // Whether anything is to be said of a feature at all.
    private bool FindTerms(ClientFacts client, int feature)
    {
        var found = false;
        var (first, days) = (sums.First, FeatureCatalog.All[feature].Days);
        Array.Clear(terms);
        foreach (var (from, until) in Islands(client, feature))
        {
            for (var day = Math.Max(from, first); day < until && day <= range.Day; day++, found = true)
            {
                ref var term = ref terms[day - first];
                term.IsKnown = true;
                term.Since = Math.Max(term.Since ?? int.MinValue, from);
            }
        }

        foreach (var (of, from, firstWhole, until) in client.Configurations)
        {
            if (of != feature)
                continue;
            // Known as long as a window still holds a day of it.
            var last = until == int.MaxValue ? range.Day : Math.Min(until + days, range.Day);
            for (var day = Math.Max(from, first); day <= last; day++, found = true)
            {
                ref var term = ref terms[day - first];
                term.IsKnown = true;
                term.IsConfigured |= day < until;
                term.Published += Math.Max(0, Math.Min(until - 1, day) - Math.Max(firstWhole, day - days + 1) + 1);
            }
        }

        return found;
    }

    // Spans that meet are one: a renewed contract makes nobody new.
    private static IEnumerable<(int From, int Until)> Islands(ClientFacts client, int feature)
    {
        (int From, int Until)? island = null;
        foreach (var (of, from, until) in client.Entitlements)
        {
            if (of != feature)
                continue;
            if (island is { } known && from <= known.Until)
            {
                island = (known.From, Math.Max(known.Until, until));
                continue;
            }

            if (island is { } ended)
                yield return ended;
            island = (from, until);
        }

        if (island is { } last)
            yield return last;
    }

    private void Tell(ClientFacts client, int feature)
    {
        var (kind, days) = (FeatureCatalog.All[feature].Kind, FeatureCatalog.All[feature].Days);
        var before = client.Before(feature);
        var lastUse = kind is FeatureKind.Open || client.IsOneStep ? before?.LastUse : LastUseBefore(client, feature);
        var wasEverUsed = (before?.WasEverUsed ?? false) || (lastUse is not null && kind is not FeatureKind.Open);
        for (var day = sums.First; day <= range.Day; day++)
        {
            var term = terms[day - sums.First];
            var uses = kind is FeatureKind.Open ? 0 : sums[Row(feature, Figure.Uses), day];
            if (uses > 0)
                (lastUse, wasEverUsed) = (day, true);
            if (!term.IsKnown)
                continue;
            var (window, useDays) = kind is FeatureKind.Open ? (term.Published, term.Published)
                : client.IsOneStep ? OneStep(client, feature, uses)
                : (sums[Row(feature, Figure.UsesWindow), day], sums[Row(feature, Figure.UseDays), day]);
            rows.Add(new(
                feature, day, uses, sums[Row(feature, Figure.Accounts), day], window, sums[Row(feature, Figure.AccountsWindow), day], useDays,
                kind is not FeatureKind.Open && lastUse > day - days ? lastUse : null, wasEverUsed, term.Since, term.IsConfigured));
        }
    }

    private static (int Window, int Days) OneStep(ClientFacts client, int feature, int uses)
    {
        var (before, gone) = (client.Before(feature)!.Value, client.Gone(feature));
        return (before.UsesWindow + uses - gone, before.UseDays + (uses > 0 ? 1 : 0) - (gone > 0 ? 1 : 0));
    }

    private int? LastUseBefore(ClientFacts client, int feature)
    {
        for (var day = sums.First - 1; day >= client.UsesFrom; day--)
        {
            if (client.UsesOfKind(feature, day) > 0)
                return day;
        }

        return null;
    }

    private void CountAdoption(ClientFacts client)
    {
        foreach (var row in rows)
        {
            if (row.EntitledSince is not { } since)
                continue;
            var day = DateOnly.FromDayNumber(row.Day);
            var use = new FeatureUse(FeatureCatalog.All[row.Feature], row.UsesWindow, row.AccountsWindow, row.UseDays, null, DateOnly.FromDayNumber(since), row.IsConfigured);
            if (AdoptionRules.Counts(use, day))
            {
                client.Add(UsageFigure.FeaturesEntitled, row.Day, row.Day);
                if (AdoptionRules.IsUsed(use))
                    client.Add(UsageFigure.FeaturesUsed, row.Day, row.Day);
            }

            if (use.Feature.Kind is not FeatureKind.Open && row.WasEverUsed && row.UsesWindow == 0)
                client.Add(UsageFigure.FeaturesIdle, row.Day, row.Day);
        }
    }

    private struct Term
    {
        public bool IsKnown;
        public int? Since;
        public bool IsConfigured;
        public int Published;
    }
}
