namespace Ethico.Ops.Domain.ClientSuccess;

public enum ChangeObstacle
{
    /// <summary>LOW already.</summary>
    None,

    /// <summary>There is no score to change.</summary>
    NoScore,

    /// <summary>R2, R4 or R5 hold while the trend declines, whatever the score.</summary>
    Declining,

    /// <summary>Not with every present component at its best.</summary>
    OutOfReach,
}
