using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One page of what there is to do. Everything narrows in the database: no page holds more than it shows.</summary>
/// <param name="List">Which of the two is read; of the other one how many there are.</param>
public sealed record WorkQuery(WorkList List)
{
    public const int SizeMost = 200;

    /// <summary>Owned by the caller, or by nobody but a role the caller has.</summary>
    public bool MineOnly { get; init; }

    /// <summary>Null: all of the scope.</summary>
    public OrganizationId? Tenant { get; init; }

    /// <summary>The resolved and dismissed alerts and the closed tasks of a year too.</summary>
    public bool WithClosed { get; init; }

    public AlertRule? Rule { get; init; }

    /// <summary>Of alerts alone; none: all.</summary>
    public IReadOnlyList<AlertSeverity> Severities { get; init; } = [];

    /// <summary>The last row of the page before.</summary>
    public Guid? After { get; init; }

    public int Size { get; init; } = 50;
}
