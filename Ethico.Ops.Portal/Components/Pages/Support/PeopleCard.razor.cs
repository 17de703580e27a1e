using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>Who is named in a case, masked, with what could be revealed of each.</summary>
public sealed partial class PeopleCard
{
    [Parameter, EditorRequired]
    public required CaseId Case { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<CasePerson> People { get; set; }

    [Parameter]
    public bool IsAnonymous { get; set; }
}
