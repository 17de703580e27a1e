namespace Ethico.Ops.Domain.Migration;

/// <summary>The facts of step 2, one card each.</summary>
public enum FactKind
{
    Kind,
    Encoding,
    Delimiter,
    Quote,
    Escape,
    NewLine,
    HeaderLine,
    Footer,
    Sheet,
    Rows,
}
