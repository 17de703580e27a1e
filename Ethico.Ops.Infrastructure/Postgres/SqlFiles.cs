using System.Reflection;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>The readable .sql files of folder Sql, embedded in this assembly under their own paths.</summary>
internal static class SqlFiles
{
    private const string Prefix = "Sql/";

    private static readonly Assembly Home = typeof(SqlFiles).Assembly;

    /// <summary>The files directly in a folder ("" is Sql itself), in the order of their names.</summary>
    public static IReadOnlyList<SqlFile> In(string folder) =>
    [
        .. Home.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Path: resource.Replace('\\', '/')))
            .Where(each => each.Path.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(each => (each.Resource, Path: each.Path[Prefix.Length..]))
            .Where(each => string.Equals(Path.GetDirectoryName(each.Path)?.Replace('\\', '/'), folder, StringComparison.Ordinal))
            .OrderBy(each => each.Path, StringComparer.Ordinal)
            .Select(each => new SqlFile(each.Path, Read(each.Resource))),
    ];

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
