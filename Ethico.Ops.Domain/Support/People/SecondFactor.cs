namespace Ethico.Ops.Domain.Support;

/// <summary>The second factor a login has.</summary>
public enum SecondFactor
{
    None,
    App,
    Key,
}
