using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The client's own fields of a case or report, as text.</summary>
public sealed partial class FieldList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<CustomField> Fields { get; set; }
}
