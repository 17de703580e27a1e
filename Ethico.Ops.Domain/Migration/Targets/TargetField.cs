namespace Ethico.Ops.Domain.Migration;

/// <summary>One field of the target model a source column can feed (migration.md 5).</summary>
/// <param name="Key">Its name in mappings and recipes: <c>case.status</c>.</param>
/// <param name="MaxLength">Characters (of each entry, for a list); longer text is an error, never cut. Null where the kind has no length.</param>
/// <param name="IsRequired">The mapping must feed it, see <see cref="TargetFields.MissingRequired"/>. What has a default or is derived is not required.</param>
/// <param name="Codes">The closed list, for kind Code.</param>
public sealed record TargetField(
    string Key,
    TargetEntity Entity,
    string Words,
    TargetKind Kind,
    int? MaxLength,
    bool IsRequired,
    DataClass DataClass,
    TargetCodeList? Codes = null)
{
    /// <summary>Its samples may be shown without a reveal.</summary>
    public bool IsPersonal => DataClass is not DataClass.Public;

    /// <summary>Tells a record or a person from all others: with a digit lost it is another one.</summary>
    public bool IsId => Key is TargetKeys.RowKey or TargetKeys.CaseReference or TargetKeys.ReportReference or TargetKeys.InvestigationNumber or TargetKeys.ReportReporterReference
        || Key.EndsWith(".employee_id", StringComparison.Ordinal);

    /// <summary>Each distinct source value is mapped to one of ours (migration.md 4.3, Value maps).</summary>
    public bool HasValueMap => Kind is TargetKind.Category or TargetKind.Location || Codes is not null;
}
