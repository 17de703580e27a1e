namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Every version that was or is in force, and from which day.</summary>
public sealed class ModelBook(IEnumerable<(HealthModel Model, DateOnly From)> versions)
{
    private readonly Dictionary<int, HealthModel> byVersion = versions.ToDictionary(v => v.Model.Version, v => v.Model);
    private readonly List<(DateOnly From, int Version)> order = [.. versions.Select(v => (v.From, v.Model.Version)).OrderByDescending(v => v.From)];

    public HealthModel this[int version] => byVersion[version];

    /// <summary>The one in force on a day; of days before the first, the first.</summary>
    public HealthModel InForceOn(DateOnly day)
    {
        foreach (var (from, version) in order)
        {
            if (from <= day)
                return byVersion[version];
        }

        return byVersion[order[^1].Version];
    }
}
