using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Says which values of the address were not understood; the page shows itself without them.</summary>
public sealed partial class IgnoredNote
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Names { get; set; }
}
