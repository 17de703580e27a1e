namespace Ethico.Ops.Domain.Access;

/// <summary>What was typed and not saved.</summary>
/// <param name="Version">Counts its writes: a window that writes over a later one is told so.</param>
/// <param name="SavedAt">By the database's clock.</param>
/// <param name="BasedOn">The version of the object that was looked at when typing began; null where it has none.</param>
public sealed record Draft(string Text, long Version, DateTimeOffset SavedAt, string? BasedOn)
{
    /// <summary>As a record would print itself, the text would reach a log.</summary>
    public override string ToString() => $"Draft {Version}";
}
