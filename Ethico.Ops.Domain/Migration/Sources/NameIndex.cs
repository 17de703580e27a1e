namespace Ethico.Ops.Domain.Migration;

/// <summary>Answers whether a header is one of many names, in whichever order of words.</summary>
internal sealed class NameIndex(IEnumerable<HeaderName> names)
{
    private readonly HeaderName[] _names = [.. names];

    public bool Has(HeaderName header) => Array.Exists(_names, header.HasSameWords);
}
