using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What the source systems are called, on pages and in source_system.</summary>
public static class SourceSystems
{
    public const int LabelMost = 80;

    public static IReadOnlyList<SourceSystem> All { get; } = Enum.GetValues<SourceSystem>();

    /// <summary>The product's name; for a generic source what a page calls it before it has a label.</summary>
    public static string Words(SourceSystem system) => system switch
    {
        SourceSystem.Navex => "NAVEX EthicsPoint",
        SourceSystem.Eqs => "EQS Integrity Line",
        SourceSystem.CaseIq => "Case IQ",
        SourceSystem.OneTrust => "OneTrust",
        SourceSystem.Convercent => "Convercent",
        SourceSystem.LegacyEthico => "Legacy Ethico",
        SourceSystem.Star => "STAR",
        SourceSystem.Generic => "Generic",
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, "Not a source system."),
    };

    /// <summary>The system that <see cref="Words"/> names; null: none of ours.</summary>
    public static SourceSystem? Find(string? words) => All.Cast<SourceSystem?>().FirstOrDefault(s => string.Equals(Words(s!.Value), words, StringComparison.Ordinal));

    /// <summary>
    /// The name under which source keys are unique. A generic source needs a label in it, so that the ids of two unrelated
    /// files never meet; any other source has none.
    /// </summary>
    public static Outcome<string> Name(SourceSystem system, string? label)
    {
        var trimmed = label?.Trim() ?? "";
        if (system is not SourceSystem.Generic)
            return Outcome.Of(Words(system));
        if (trimmed.Length is 0)
            return new Refusal("source-label-missing", "Say what this file comes from: its records are known by that name later.", "label");
        return trimmed.Length > LabelMost || trimmed.Any(char.IsControl)
            ? new Refusal("source-label-long", $"The label is at most {LabelMost} characters on one line.", "label")
            : Outcome.Of($"{Words(system)}: {trimmed}");
    }
}
