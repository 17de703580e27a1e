namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="IsQuiet">A remark beside figures.</param>
public sealed record QbrParagraph(string Text, bool IsQuiet = false) : QbrBlock
{
    public override IEnumerable<string> Texts => [Text];
}
