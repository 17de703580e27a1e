namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The first column names the row, the others hold its figures.</summary>
public sealed record QbrTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : QbrBlock
{
    public override IEnumerable<string> Texts => Columns.Concat(Rows.SelectMany(r => r));
}
