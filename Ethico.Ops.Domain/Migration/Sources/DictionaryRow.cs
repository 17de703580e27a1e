namespace Ethico.Ops.Domain.Migration;

/// <summary>A cell of the column dictionaries: the names that feed one target, first found first.</summary>
/// <param name="Target">A target key, or <see cref="TargetKeys.CustomPrefix"/> alone: a custom field named like the column.</param>
internal sealed record DictionaryRow(string Target, IReadOnlyList<KnownName> Names)
{
    public static DictionaryRow Of(string target, params IEnumerable<string> names) => new(target, [.. names.Select(KnownName.Read)]);
}
