using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>Who sits in front of this circuit. Pages ask before each act and pass the answer on; nobody keeps it.</summary>
public abstract class CircuitCaller
{
    /// <summary>
    /// The operator in the role the database gives them, the address and browser of the present connection, and the id of the act at
    /// hand as correlation.
    /// </summary>
    /// <exception cref="SignedOutException">Nobody is signed in any more: the circuit is on its way to the sign-in page.</exception>
    public abstract Task<Caller> GetAsync();
}
