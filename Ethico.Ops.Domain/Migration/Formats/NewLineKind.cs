namespace Ethico.Ops.Domain.Migration;

/// <summary>Which line ends a file has outside its quotes. The reader takes any of them; this is for the page and for the error file.</summary>
public enum NewLineKind
{
    Lf,
    CrLf,
    Cr,
    Mixed,
}
