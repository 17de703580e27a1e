using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>The columns of a list, to take away and put back. They are links: the address holds the choice, and the rows stay as they are.</summary>
public sealed partial class ColumnsChip
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required ColumnChoice Choice { get; set; }

    private string Href(string? columns) => Navigation.GetUriWithQueryParameter(ColumnChoice.Name, columns);
}
