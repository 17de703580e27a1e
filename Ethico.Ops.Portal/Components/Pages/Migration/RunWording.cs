using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>A run's state and steps as people read them.</summary>
internal static class RunWording
{
    /// <summary>Of the eight steps, in their order.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["Upload", "Detect", "Map", "Validate", "Preview", "Import", "Verify", "Roll back"];

    /// <summary>With whose turn it is, where the state alone does not say.</summary>
    public static string StateWord(this RunHead head) => head.AwaitsImportApproval ? "Approval asked for" : head.State.Word();

    public static TagTone StateTone(this RunHead head) => head.AwaitsImportApproval ? TagTone.Caution : head.State.Tone();

    public static string Word(this RunState state)
    {
        var words = state is RunState.RollbackRequested ? "rollback requested" : state.Words();
        return WholeText.Sentence(words);
    }

    public static TagTone Tone(this RunState state) => state switch
    {
        RunState.Verified => TagTone.Good,
        RunState.ImportStopped => TagTone.Bad,
        RunState.ImportPaused or RunState.RollbackRequested or RunState.PartlyRolledBack => TagTone.Caution,
        RunState.RolledBack or RunState.Abandoned => TagTone.Unknown,
        _ => TagTone.Info,
    };

    /// <summary>"5 d 3 h", "3 h 20 m", "4 m".</summary>
    public static string Left(TimeSpan left) => left switch
    {
        { TotalDays: >= 1 } => $"{(int)left.TotalDays} d {left.Hours} h",
        { TotalHours: >= 1 } => $"{(int)left.TotalHours} h {left.Minutes} m",
        _ => $"{Math.Max(0, (int)left.TotalMinutes)} m",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 20 => $"{bytes / (double)(1L << 20):N1} MB",
        >= 1 << 10 => $"{bytes / 1024.0:N0} kB",
        _ => $"{bytes:N0} bytes",
    };

    public static string Word(this RunSuccess quarter) => string.Create(CultureInfo.InvariantCulture, $"Q{(quarter.QuarterFrom.Month + 2) / 3} {quarter.QuarterFrom.Year}");
}
