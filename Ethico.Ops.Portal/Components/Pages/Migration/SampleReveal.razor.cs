using Ethico.Ops.Domain.Migration;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>One reveal for a step's masked columns.</summary>
public sealed partial class SampleReveal
{
    [Inject]
    public required MigrationMappings Mappings { get; init; }

    [Parameter, EditorRequired]
    public required RunId Run { get; set; }

    /// <summary>Names of the columns this page masks.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    /// <summary>With what may be shown; null: forget it.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<RevealedSamples?> OnShown { get; set; }
}
