using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A closed list of codes (migration.md 5), in the order a page offers them.</summary>
public sealed class TargetCodeList
{
    private readonly FrozenDictionary<string, TargetCode> _byCode;

    internal TargetCodeList(string name, params IReadOnlyList<TargetCode> codes)
    {
        Name = name;
        Codes = codes;
        _byCode = codes.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
    }

    public string Name { get; }

    public IReadOnlyList<TargetCode> Codes { get; }

    public bool Has(string? code) => code is not null && _byCode.ContainsKey(code);

    /// <summary>The words of a code; an unknown code shows as it is.</summary>
    public string Words(string code) => _byCode.TryGetValue(code, out var found) ? found.Words : code;
}
