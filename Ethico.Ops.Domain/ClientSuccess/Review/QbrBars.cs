namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One measure over the months, from zero. A bar without value is said in words.</summary>
public sealed record QbrBars(string Title, IReadOnlyList<QbrBar> Bars) : QbrBlock
{
    public override IEnumerable<string> Texts => Bars.SelectMany(b => new[] { b.Label, b.Text }).Prepend(Title);
}
