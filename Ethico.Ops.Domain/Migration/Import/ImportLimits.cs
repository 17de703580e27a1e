namespace Ethico.Ops.Domain.Migration;

/// <summary>Bounds of the import (migration.md 4.6) and how a batch is cut.</summary>
public static class ImportLimits
{
    public const int BatchRows = 5_000;
    public const int BatchLeast = 1_000;
    public const int BatchMost = 10_000;
    public const int FailedMost = 100;
    public const int FailedPercent = 1;

    /// <summary>More than 100 and more than 1 % of the run.</summary>
    public static bool IsTooMany(int failed, int total) => failed > FailedMost && (long)failed * 100 > (long)total * FailedPercent;

    /// <summary>How many failures there may be before the import stops.</summary>
    public static int FailuresLeft(int failed, int total) => Math.Max(FailedMost, total * FailedPercent / 100) - failed;
}
