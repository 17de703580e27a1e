using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a document is not read as a mapping.</summary>
public static class MappingRefusals
{
    public static readonly Refusal TooLong = new("mapping-too-long", "This document is too long to be a mapping.");

    public static Refusal Unreadable(string path) => new("mapping-unreadable", $"This is not a mapping: see {Fit(path)} in the document.");

    public static Refusal OtherSchema(int version) => new("mapping-schema", string.Create(CultureInfo.InvariantCulture,
        $"This mapping is of schema version {version}; this portal reads version {MigrationMapping.CurrentSchema}."));

    public static readonly Refusal NoKey = new("mapping-key", "Choose the row key: one column, up to three joined, or the digest of the row.", "row.key");

    public static readonly Refusal ZoneUnknown = new("mapping-zone", "Choose a time zone of the list: this one is not known here.", "zone");

    public static readonly Refusal NotConfirmed = new("mapping-format", "Confirm the format first: there are no columns to map yet.");

    public static readonly Refusal PrefixWrong = new("mapping-prefix", "A prefix has 1 to 20 characters on one line.", "prefix");

    public static readonly Refusal CreateNameWrong = new("mapping-create", "A name to create has 1 to 200 characters on one line.", "values");

    public static readonly Refusal StaysClosed = new("mapping-closed", "A value that says closed can be mapped to Closed only: finished cases never come back as work.", "values");

    public static Refusal ValueUnknown(string target) => new("mapping-value", $"\"{Fit(target)}\" has no such value.", "values");

    public static Refusal TargetUnknown(string target) => new("mapping-target", $"There is no target named \"{Fit(target)}\".", "feeds");

    private static string Fit(string path) => path.Length <= 100 ? path : path[..100] + "…";
}
