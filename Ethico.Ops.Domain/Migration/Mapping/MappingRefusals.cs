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

    public static Refusal TargetUnknown(string target) => new("mapping-target", $"There is no target named \"{Fit(target)}\".", "feeds");

    private static string Fit(string path) => path.Length <= 100 ? path : path[..100] + "…";
}
