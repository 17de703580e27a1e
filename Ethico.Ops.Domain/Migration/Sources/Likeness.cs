namespace Ethico.Ops.Domain.Migration;

/// <summary>How like two names are by the words they share (migration.md 4.3). Never enough to be accepted unseen.</summary>
internal static class Likeness
{
    public const decimal Most = 0.84m;
    public const decimal MostOfOtherLastWord = 0.70m;

    /// <summary>0.45 + 0.45 × Dice, with its two limits; 0 where no word is shared.</summary>
    public static decimal Of(IReadOnlyList<string> words, IReadOnlyList<string> known)
    {
        var left = known.ToList();
        var common = words.Count(left.Remove);
        if (common is 0)
            return 0;
        var dice = 2m * common / (words.Count + known.Count);
        return Math.Min(0.45m + (0.45m * dice), string.Equals(words[^1], known[^1], StringComparison.Ordinal) ? Most : MostOfOtherLastWord);
    }
}
