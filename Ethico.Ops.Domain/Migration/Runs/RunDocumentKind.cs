namespace Ethico.Ops.Domain.Migration;

/// <summary>What a run keeps as JSON, each save a version.</summary>
public enum RunDocumentKind
{
    /// <summary>What detection proposes (<see cref="DetectedFormat"/>): holds samples.</summary>
    Detection,

    /// <summary>What a person confirmed (<see cref="FileFormat"/>).</summary>
    Format,

    /// <summary>The columns over all rows (<see cref="FileProfile"/>): holds samples.</summary>
    Profile,

    /// <summary>The <see cref="MigrationMapping"/>.</summary>
    Mapping,

    /// <summary>What else a page keeps between visits.</summary>
    Choices,
}
