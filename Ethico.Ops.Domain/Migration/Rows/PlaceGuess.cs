namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Which column of a row with too many cells was most likely cut by a delimiter of its own, and which of one with too few was left out:
/// the one under which the cells before it and, moved, those behind it look most like what their columns feed.
/// </summary>
internal sealed class PlaceGuess(IReadOnlyList<CompiledFeed> feeds, int columns)
{
    // A blank behind the delimiter is how people write a comma; between cells of an export it seldom stands.
    private const int ForBlank = 1;
    private const int ForFit = 2;

    private readonly CompiledFeed?[] strict = ByColumn(feeds.Where(f => f.IsStrict), columns);
    private readonly int[] room = [.. ByColumn(feeds.OrderBy(f => f.Target.MaxLength ?? 0), columns).Select(f => f is { IsStrict: false } ? f.Target.MaxLength ?? 0 : 0)];

    private readonly HashSet<int> needed = [.. feeds.Where(f => f.Target.IsRequired && f.Column > 0).Select(f => f.Column - 1)];

    /// <summary>
    /// Where what is missing was left out; null where it is the end, or where another place is as likely: nobody should take that for known.
    /// Of places alike the one that leaves no required column blank.
    /// </summary>
    public RowGap? Gap(SourceRow source)
    {
        var missing = source.Missing;
        var all = source.AsWritten();
        var present = columns - missing;
        var target = Targets(source);
        // All cells moved; then one after the other stays where it is.
        var score = 0;
        for (var place = 0; place < present; place++)
            score += Fit(target[place + missing], all[place]);
        var best = (Score: int.MinValue, Place: 0);
        var isSure = false;
        for (var place = 0; place <= present; place++)
        {
            var found = needed.Overlaps(target.AsSpan(place, missing).ToArray()) ? score - 1 : score;
            // Two gaps with nothing but blank cells between them are one.
            if (found == best.Score)
                isSure &= all.AsSpan(best.Place, place - best.Place).IndexOfAnyExcept("") < 0;
            else if (found > best.Score)
                (best, isSure) = ((found, place), true);
            if (place < present)
                score += Fit(target[place], all[place]) - Fit(target[place + missing], all[place]);
        }

        return isSure && all.AsSpan(best.Place, present - best.Place).IndexOfAnyExcept("") >= 0 ? new(target[best.Place] + 1, missing) : null;
    }

    /// <summary>From 1. Of several alike the one with most room for a text, then the first.</summary>
    public int Column(SourceRow source)
    {
        var surplus = source.Surplus!;
        var all = source.AsWritten();
        var target = Targets(source);
        // All cells behind the first, moved; then one after the other stays where it is.
        var score = 0;
        for (var place = 1; place < columns; place++)
            score += Fit(target[place], all[place + surplus.Length]);
        var best = (Score: int.MinValue, Room: 0, Column: 1);
        for (var place = 0; place < columns; place++)
        {
            var cut = 0;
            for (var i = 1; i <= surplus.Length; i++)
                cut += all[place + i] is [' ', _, ..] ? ForBlank : 0;
            var found = (Score: score + cut, Room: room[target[place]], Column: target[place] + 1);
            if (found.Score > best.Score || (found.Score == best.Score && found.Room > best.Room))
                best = found;
            if (place + 1 < columns)
                score += Fit(target[place], all[place]) - Fit(target[place + 1], all[place + 1 + surplus.Length]);
        }

        return best.Column;
    }

    /// <summary>
    /// Whether the column was cut though all that stands behind the last one is blank: the end of its text moved blank cells out there.
    /// A delimiter too many at the end of a row cuts nothing.
    /// </summary>
    public bool IsCut(SourceRow source, int column)
    {
        var (surplus, all, target, at) = (source.Surplus!, source.AsWritten(), Targets(source), source.PlaceOf(column - 1));
        if (all.AsSpan(at + 1, surplus.Length).IndexOfAnyExcept("", " ") < 0)
            return false;
        // Put together, a cell of a strict column says nothing such a column knows.
        var (asItIs, moved) = (0, strict[column - 1] is null ? 0 : -ForFit);
        for (var i = 1; i <= surplus.Length; i++)
            moved += all[at + i] is [' ', _, ..] ? ForBlank : 0;
        for (var place = at; place < columns; place++)
        {
            asItIs += Fit(target[place], all[place]);
            moved += place > at ? Fit(target[place], all[place + surplus.Length]) : 0;
        }

        return moved > asItIs;
    }

    // Which column the file has at each place.
    private int[] Targets(SourceRow source)
    {
        var target = new int[columns];
        for (var i = 0; i < columns; i++)
            target[source.PlaceOf(i)] = i;
        return target;
    }

    private int Fit(int column, string cell) =>
        strict[column] is not { } feed || string.IsNullOrWhiteSpace(cell) ? 0 : feed.Fits(cell) ? ForFit : -ForFit;

    private static CompiledFeed?[] ByColumn(IEnumerable<CompiledFeed> feeds, int columns)
    {
        var found = new CompiledFeed?[columns];
        foreach (var feed in feeds)
            if (feed.Column > 0)
                found[feed.Column - 1] = feed;
        return found;
    }
}
