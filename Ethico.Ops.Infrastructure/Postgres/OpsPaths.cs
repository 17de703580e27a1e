using Microsoft.Extensions.Configuration;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>Where the portal keeps what is its own on this machine.</summary>
internal static class OpsPaths
{
    /// <summary>The folder with the solution file above <paramref name="contentRoot"/>, or the content root itself where it is installed without sources.</summary>
    public static string RepositoryRoot(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ethico.Ops.sln")))
                return folder.FullName;
        }

        return Path.GetFullPath(contentRoot);
    }

    /// <summary><c>Ops:DataPath</c> (relative to the root), or <c>.data</c>. The private server lives in <c>postgres</c> below it.</summary>
    public static string DataPath(IConfiguration configuration, string contentRoot) =>
        Path.GetFullPath(configuration["Ops:DataPath"] is { Length: > 0 } configured ? configured : ".data", RepositoryRoot(contentRoot));
}
