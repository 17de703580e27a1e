using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>A report of a case: how it came in, who made it as far as anybody knows, and its words when they are opened.</summary>
public sealed partial class ReportCard
{
    [Inject]
    public required CaseBook Cases { get; init; }

    [Parameter, EditorRequired]
    public required CaseReport Report { get; set; }

    private bool IsAnonymous => Report.IsAnonymous is true || Report.Reporter is ReporterKind.Anonymous;
}
