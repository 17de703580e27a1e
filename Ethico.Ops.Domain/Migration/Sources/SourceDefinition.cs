namespace Ethico.Ops.Domain.Migration;

/// <summary>What is known of one source system: its signature and its column dictionary (migration.md 6).</summary>
internal sealed class SourceDefinition
{
    private static readonly SourceDefinition[] Every =
    [
        new(SourceSystem.Navex, NavexColumns.Signature, NavexColumns.Rows),
        new(SourceSystem.Eqs, EqsColumns.Signature, [.. EqsColumns.English, .. EqsColumns.German]),
        new(SourceSystem.CaseIq, OtherColumns.CaseIqSignature, OtherColumns.CaseIq),
        new(SourceSystem.OneTrust, OtherColumns.OneTrustSignature, OtherColumns.OneTrust),
        new(SourceSystem.Convercent, null, []),
        new(SourceSystem.LegacyEthico, OtherColumns.LegacyEthicoSignature, OtherColumns.LegacyEthico),
        new(SourceSystem.Star, OtherColumns.StarSignature, OtherColumns.Star),
        new(SourceSystem.Generic, null, []),
    ];

    private SourceDefinition(SourceSystem system, SourceSignature? signature, IReadOnlyList<DictionaryRow> rows)
    {
        System = system;
        Signature = signature;
        Rows = rows;
        Names = new NameIndex(rows.SelectMany(r => r.Names.Select(n => n.Name)).Concat(signature?.Marks.Select(m => m.Name) ?? []));
    }

    public SourceSystem System { get; }

    /// <summary>Null: never proposed, only chosen.</summary>
    public SourceSignature? Signature { get; }

    /// <summary>Its own names; the generic aliases hold for every source besides.</summary>
    public IReadOnlyList<DictionaryRow> Rows { get; }

    /// <summary>All headers known to it, marks included.</summary>
    public NameIndex Names { get; }

    public static IReadOnlyList<SourceDefinition> All => Every;

    public static SourceDefinition Of(SourceSystem system) => Every.Single(d => d.System == system);
}
