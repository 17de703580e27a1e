using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>One case: facts, time line and people in masks; every text opens for itself.</summary>
public sealed partial class CasePage
{
    private CaseDetail? detail;
    private Refusal? refusal;
    private string? shown;

    [Inject]
    public required CaseBook Cases { get; init; }

    /// <summary>The case's id, or its reference as a colleague names it.</summary>
    [Parameter]
    public required string Which { get; set; }

    protected override Task OnParametersSetAsync() => string.Equals(shown, Which, StringComparison.Ordinal) ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        shown = Which;
        var ct = Newest();
        (detail, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = Guid.TryParse(Which, out var id) ? await Cases.OpenAsync(key, new CaseId(id), ct) : await Cases.FindAsync(key, Which, ct);
        ct.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            detail = found.Value;
            return;
        }

        refusal = found.Refusal;
        await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private static string Holds(CaseHeader header)
    {
        List<string> parts = [];
        if (header.HasSummary)
            parts.Add("a summary");
        if (header.HasOutcomeDetail)
            parts.Add("the outcome in words");
        if (header.CustomFields > 0)
            parts.Add(Wording.Count(header.CustomFields, "field of the client's own", "fields of the client's own"));
        if (header.Tags > 0)
            parts.Add(Wording.Count(header.Tags, "tag", "tags"));
        return $"Holds {string.Join(", ", parts)}. Read when you open it, and recorded.";
    }
}
