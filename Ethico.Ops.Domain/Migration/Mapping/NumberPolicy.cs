namespace Ethico.Ops.Domain.Migration;

/// <summary>Numbers of the cases: the source's own, with a prefix where one is given, or new ones. The source's number is kept in any case.</summary>
/// <param name="DrawsNew">The platform draws the case's number; the source's stays as the report's and as the source record id.</param>
public sealed record NumberPolicy(bool DrawsNew = false, string? Prefix = null)
{
    public static NumberPolicy Keep { get; } = new();
}
