using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>An investigation's facts, and what it found when that is opened.</summary>
public sealed partial class InvestigationCard
{
    [Inject]
    public required CaseBook Cases { get; init; }

    [Parameter, EditorRequired]
    public required CaseInvestigation Investigation { get; set; }

    private static IEnumerable<(string Title, string Text)> Parts(InvestigationWords words) =>
        new (string Title, string? Text)[]
        {
            ("Findings", words.FindingsSummary),
            ("In detail", words.FindingsDetail),
            ("Root cause", words.RootCause),
            ("Remediation", words.Remediation.Count == 0 ? null : string.Join('\n', words.Remediation)),
            ("Lessons learned", words.LessonsLearned),
            ("Notes", words.Notes),
        }.Where(part => part.Text is not null).Select(part => (part.Title, part.Text!));
}
