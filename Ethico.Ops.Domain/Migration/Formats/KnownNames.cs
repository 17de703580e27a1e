namespace Ethico.Ops.Domain.Migration;

/// <summary>Whether some source system calls a column so (migration.md 6.3, 6.4): a header holds such names.</summary>
public static class KnownNames
{
    private const int Longest = 100;

    public static bool Has(string name)
    {
        if (name.Length > Longest)
            return false;
        var header = HeaderName.Of(name);
        return header.Words.Count > 0 && SourceDefinition.All.Any(source => source.Names.Has(header));
    }
}
