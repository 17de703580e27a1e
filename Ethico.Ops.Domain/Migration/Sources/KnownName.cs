namespace Ethico.Ops.Domain.Migration;

/// <summary>One name of a dictionary cell.</summary>
/// <param name="IsReview">At most 0.80, marked † in the tables.</param>
/// <param name="Also">What the same column feeds besides, where nothing else does.</param>
internal sealed record KnownName(HeaderName Name, bool IsReview, IReadOnlyList<AlsoTarget> Also)
{
    /// <summary>Written as in the tables of migration.md 6.3: <c>Created Date → report.received_at †</c>.</summary>
    public static KnownName Read(string written)
    {
        var parts = written.Split('→', StringSplitOptions.TrimEntries);
        return new KnownName(
            HeaderName.Of(Unmarked(parts[0])),
            IsMarked(parts[0]),
            [.. parts[1..].Select(also => new AlsoTarget(Unmarked(also), IsMarked(also)))]);
    }

    private static bool IsMarked(string part) => part.EndsWith('†');

    private static string Unmarked(string part) => part.TrimEnd('†', ' ');
}
