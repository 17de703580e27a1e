namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Which columns the wizard shows plainly (migration.md 3, Masking): mapped to a non-personal target, or of a date, number or boolean
/// shape, or of few values that repeat. Unknown means masked.
/// </summary>
public static class SampleMasking
{
    public const int DistinctMost = 50;
    public const int RowsEach = 3;

    /// <summary>From so many characters on a number may be somebody's.</summary>
    private const int NumberOfPersons = 9;

    private const char Bullet = '•';

    /// <param name="profile">Null: nothing is known of the column yet.</param>
    /// <param name="targets">Keys the column feeds by a person's word or an exact name; a mere suggestion is none.</param>
    public static bool IsPlain(ColumnProfile? profile, IReadOnlyCollection<string> targets)
    {
        if (targets.Count > 0 && targets.All(t => TargetFields.Find(t) is { IsPersonal: false }))
            return true;
        return profile is not null && (HasPlainShape(profile) || RepeatsFewValues(profile));
    }

    /// <summary>The cell as a page may have it: blank stays blank, so that gaps are seen.</summary>
    public static string Cell(string cell, bool isPlain) => isPlain || cell.Length == 0 ? cell : SensitiveFinder.Bullets;

    /// <summary>
    /// A line for judging umlauts by eye: what is beyond ASCII stays, with one neighbour on each side; other letters and figures go.
    /// </summary>
    public static SampleLine Line(SampleLine line)
    {
        var text = line.Text.ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (char.IsAsciiLetterOrDigit(line.Text[i]) && !(i > 0 && IsMarked(line.Text[i - 1])) && !(i + 1 < text.Length && IsMarked(line.Text[i + 1])))
                text[i] = Bullet;
        return line with { Text = new string(text) };
    }

    private static bool IsMarked(char c) => c > '\u007F';

    // Every filled cell: one name among dates is a name shown. Nine figures and more may be a telephone or social security number.
    private static bool HasPlainShape(ColumnProfile profile) => profile.Filled > 0
        && (profile.Shapes.Date == profile.Filled || profile.Shapes.Boolean == profile.Filled
            || (profile.Shapes.Number == profile.Filled && profile.Shapes.Phone == 0 && profile.Longest < NumberOfPersons));

    private static bool RepeatsFewValues(ColumnProfile profile) =>
        profile is { IsDistinctExact: true, Distinct: > 0 and <= DistinctMost } && profile.Filled >= RowsEach * profile.Distinct;
}
