using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 4.9.</summary>
public static class QbrRules
{
    public const int MonthsMost = 12;
    public const int TextMost = 10_000;

    /// <summary>All but what the house keeps to itself.</summary>
    public static IReadOnlyList<QbrSection> Default { get; } = [.. Enum.GetValues<QbrSection>().Where(s => s is not (QbrSection.Score or QbrSection.Band))];

    /// <summary>The last quarter that is over.</summary>
    public static (DateOnly From, DateOnly To) LastQuarter(DateOnly today)
    {
        var first = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1);
        return (first.AddMonths(-3), first.AddDays(-1));
    }

    public static Refusal? Check(QbrEdit edit, DateOnly today) => edit switch
    {
        _ when edit.To >= today => HealthRefusals.Wrong("to", "A review covers months that are over."),
        { From.Day: not 1 } => HealthRefusals.Wrong("from", "A review begins with a month."),
        _ when edit.To.AddDays(1).Day != 1 => HealthRefusals.Wrong("to", "A review ends with a month."),
        _ when edit.From > edit.To => HealthRefusals.Wrong("to", "The last month comes before the first."),
        _ when edit.From.AddMonths(MonthsMost) <= edit.To => HealthRefusals.Wrong("to", "A review covers at most 12 months."),
        _ when edit.From < today.AddYears(-3) => HealthRefusals.Wrong("from", "Figures are kept for three years."),
        { Sections: null or { Count: 0 } } => HealthRefusals.Wrong("sections", "Choose at least one section."),
        _ when edit.Sections.Any(s => !Enum.IsDefined(s)) || !Enum.IsDefined(edit.Cohort) => HealthRefusals.Wrong("sections", "Choose among the listed sections."),
        _ when (edit.Notes ?? "").Length > TextMost => HealthRefusals.Wrong("notes", "Keep the notes within 10,000 characters."),
        _ when (edit.NextSteps ?? "").Length > TextMost => HealthRefusals.Wrong("nextSteps", "Keep the next steps within 10,000 characters."),
        _ => null,
    };

    /// <summary>Each section once, in its order; line ends as one kind, so that the same words are the same bytes.</summary>
    public static QbrEdit Fit(QbrEdit edit) => edit with
    {
        Sections = [.. edit.Sections.Distinct().Order()], Notes = Plain(edit.Notes), NextSteps = Plain(edit.NextSteps),
    };

    private static string Plain(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).Trim();
}
