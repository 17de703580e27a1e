using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A personal value as the database masked it. The clear value is here only while a reveal lasts.</summary>
public sealed partial class Masked
{
    [Parameter, EditorRequired]
    public required string? Value { get; set; }

    /// <summary>The clear value while revealed; null else.</summary>
    [Parameter]
    public string? Revealed { get; set; }

    /// <summary>Where a page puts its reveal button or its countdown.</summary>
    [Parameter]
    public RenderFragment? Reveal { get; set; }
}
