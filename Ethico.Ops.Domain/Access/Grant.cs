namespace Ethico.Ops.Domain.Access;

/// <summary>One cell of the matrix.</summary>
/// <param name="Limit">What narrows it within its scope, in the words of the specification; null for nothing.</param>
public readonly record struct Grant(Scope Scope, string? Limit = null)
{
    public bool IsGiven => Scope is not Scope.None;
}
