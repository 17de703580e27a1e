namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record QbrBullets(IReadOnlyList<string> Items) : QbrBlock
{
    public override IEnumerable<string> Texts => Items;
}
