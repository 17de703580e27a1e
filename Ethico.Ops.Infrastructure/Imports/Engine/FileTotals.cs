using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>The source's totals, from its files as they lie in the vault: read and mapped again, nothing staged is asked.</summary>
internal sealed class FileTotals(IVault vault, FormatLimits limits) : ISourceTotals
{
    public async Task<Outcome<SourceTotals>> CountAsync(OpsDbContext context, RunScope scope, IReadOnlySet<int> leftOut, CancellationToken ct)
    {
        var ground = await context.GroundAsync(scope, ct);
        if (!ground.IsAllowed)
            return ground.Refusal;
        var compiled = RowMapper.Compile(ground.Value.Mapping, ground.Value.Setting, await context.ReferencesAsync(scope, ct));
        if (!compiled.IsAllowed)
            return compiled.Refusal;
        var files = await context.FilesAsync(scope, ground.Value.Format, vault, ct);
        var fixes = await context.FixesAsync(scope, rows: null, ct);
        // Grows as the rows are mapped: what the import made stands in the tenant by now and is found there.
        var places = compiled.Value.References.Items;
        Dictionary<string, int> status = new(StringComparer.Ordinal), year = new(StringComparer.Ordinal), category = new(StringComparer.Ordinal);
        var number = 0;
        try
        {
            foreach (var file in files)
            {
                await using var content = file.Open();
                foreach (var source in SourceReader.Rows(content, file.Format, limits))
                {
                    ct.ThrowIfCancellationRequested();
                    if (leftOut.Contains(++number))
                        continue;
                    var ordered = file.Order is null ? source : source with { Cells = Array.ConvertAll(file.Order, at => source.Cells[at]) };
                    var row = compiled.Value.Map(ordered, number, file.Position, fixes.GetValueOrDefault(number) ?? RowFixes.None);
                    Add(status, row.Status);
                    Add(year, row.ReceivedAt?.UtcDateTime.Year.ToString(CultureInfo.InvariantCulture));
                    Add(category, row.CategoryRef is { } at ? places[at - 1].Name : null);
                }
            }
        }
        catch (UnreadableSourceException unreadable)
        {
            return unreadable.Fault.Refusal;
        }

        return Outcome.Of(new SourceTotals(number, status, year, category));
    }

    private static void Add(Dictionary<string, int> counts, string? key) => counts[key ?? "(none)"] = counts.GetValueOrDefault(key ?? "(none)") + 1;
}
