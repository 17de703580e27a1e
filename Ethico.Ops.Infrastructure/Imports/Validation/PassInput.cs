using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>Everything a pass over the rows begins with.</summary>
internal sealed record PassInput(
    IReadOnlyList<PassFile> Files, MigrationMapping Mapping, RowSetting Setting, FormatLimits Limits,
    IReadOnlyDictionary<int, RowFixes> Fixes, IReadOnlyDictionary<int, string> Skips);
