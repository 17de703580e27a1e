using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>A case's own fields.</summary>
public sealed partial class CaseFactsCard
{
    [Parameter, EditorRequired]
    public required CaseHeader Header { get; set; }
}
