namespace Ethico.Ops.Domain.Migration;

/// <summary>What of a mapping the plan goes by.</summary>
/// <param name="BlankClears">Live fields that a blank cell empties, see <see cref="BlankClearing"/>.</param>
/// <param name="Prefix">For conflicts over a reference number that are decided by prefix.</param>
public sealed record PlanTerms(string SourceSystem, bool UpdatesExisting, IReadOnlyList<string> BlankClears, string? Prefix)
{
    /// <summary>Put before a taken reference where the mapping names no prefix of its own.</summary>
    public const string DefaultPrefix = "M-";

    public static PlanTerms Of(MigrationMapping mapping) =>
        new(mapping.SourceSystem, mapping.Existing is ExistingPolicy.Update, BlankClearing.Of(mapping), mapping.Numbers.Prefix);
}
