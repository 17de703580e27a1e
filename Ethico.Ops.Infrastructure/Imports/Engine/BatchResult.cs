using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>How a batch ended; in all but Written nothing of it stands.</summary>
internal sealed record BatchResult(BatchEnd End, ImportProgress? Progress, IReadOnlyList<DriftRow> Drift)
{
    public static BatchResult Written(ImportProgress progress) => new(BatchEnd.Written, progress, []);

    public static BatchResult Drifted(IReadOnlyList<DriftRow> rows) => new(BatchEnd.Drifted, null, rows);

    public static BatchResult TooMany { get; } = new(BatchEnd.TooManyFailed, null, []);
}
