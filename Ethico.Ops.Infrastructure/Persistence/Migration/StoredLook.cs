using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What detection found, cut to what a document of a run may hold: pages show beginnings of cells anyway.</summary>
internal static class StoredLook
{
    private const int ShownCell = 500;
    private const int ListedValues = 1_000;

    public static IReadOnlyList<DetectedFormat> Short(IReadOnlyList<DetectedFormat> files) =>
        [.. files.Select(file => file with { FirstRows = [.. file.FirstRows.Select(Short)] })];

    /// <summary>As it is, or where it is too long with the values of its longest columns only counted.</summary>
    public static FileProfile Fitting(FileProfile profile) => RunJson.Write(profile).Length <= RunJson.Most
        ? profile
        : profile with
        {
            Columns = [.. profile.Columns.Select(column => column.Values.Count <= ListedValues ? column : column with { Values = [], HasAllValues = false })],
        };

    private static SourceRow Short(SourceRow row) => row with { Cells = Array.ConvertAll(row.Cells, Short), Surplus = row.Surplus is { } more ? Array.ConvertAll(more, Short) : null };

    private static string Short(string cell) =>
        cell.Length <= ShownCell ? cell : string.Concat(cell.AsSpan(0, char.IsHighSurrogate(cell[ShownCell - 1]) ? ShownCell - 1 : ShownCell), "…");
}
