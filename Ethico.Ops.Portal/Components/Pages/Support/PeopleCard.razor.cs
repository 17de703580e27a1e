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

    private static string OnFile(CasePerson person) => (person.HasPhone, person.HasEmployment) switch
    {
        (true, true) => "phone and employment on file",
        (true, false) => "phone on file",
        (false, true) => "employment on file",
        _ => "",
    };
}
