namespace Ethico.Ops.Domain.ClientSuccess;

public enum CountGrain
{
    Day,

    /// <summary>ISO, from Monday.</summary>
    Week,
    Month,
}
