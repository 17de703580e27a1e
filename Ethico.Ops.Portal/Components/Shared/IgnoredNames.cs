namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Names in an address whose value is none there is, for an <see cref="IgnoredNote"/>. One that says nothing is not wrong.</summary>
internal static class IgnoredNames
{
    public static IReadOnlyList<string> Of(params IEnumerable<(string Name, string? Given, bool IsKnown)> values) =>
        [.. values.Where(v => !string.IsNullOrEmpty(v.Given) && !v.IsKnown).Select(v => v.Name)];
}
