using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Downloads the filtered list from an endpoint; says beforehand how many rows that is.</summary>
public sealed partial class CsvButton
{
    /// <summary>Address of the endpoint with the page's filter; null disables the button.</summary>
    [Parameter]
    public string? Href { get; set; }

    [Parameter]
    public long? Rows { get; set; }

    /// <summary>Why it is disabled, in words.</summary>
    [Parameter]
    public string? Why { get; set; }
}
