namespace Ethico.Ops.Domain.Migration;

/// <summary>The words of a target for one source: its own, and those known only to another column of the table.</summary>
internal sealed record ValueTable(IReadOnlyList<KnownValue> Own, IReadOnlyList<KnownValue> Others)
{
    private static readonly IReadOnlyList<KnownValue> EqsStatus = [.. StatusValues.Eqs, .. StatusValues.EqsGerman];
    private static readonly ValueTable NavexStatus = new(StatusValues.Navex, [.. EqsStatus, .. StatusValues.Other]);
    private static readonly ValueTable EqsStatusTable = new(EqsStatus, [.. StatusValues.Navex, .. StatusValues.Other]);
    private static readonly ValueTable OtherStatus = new(StatusValues.Other, [.. StatusValues.Navex, .. EqsStatus]);
    private static readonly ValueTable OutcomeTable = new(OtherValues.Outcome, []);
    private static readonly ValueTable SeverityWords = new(OtherValues.Severity, []);
    private static readonly ValueTable SeverityAll = new([.. OtherValues.Severity, .. OtherValues.SeverityFigures], []);
    private static readonly ValueTable ReporterTypes = new(OtherValues.ReporterType, []);
    private static readonly ValueTable Channels = new(OtherValues.Channel, []);
    private static readonly ValueTable NavexInvestigation = NavexStatus.ForInvestigations();
    private static readonly ValueTable EqsInvestigation = EqsStatusTable.ForInvestigations();
    private static readonly ValueTable OtherInvestigation = OtherStatus.ForInvestigations();

    public static ValueTable Categories { get; } = new(
        [.. StandardCategory.All.SelectMany(c => c.Words.Prepend(c.Name).Select(word => KnownValue.Read(word, c.Code)))], []);

    public static ValueTable Of(TargetField field, SourceSystem source) => field.Key switch
    {
        TargetKeys.CaseStatus => For(source, NavexStatus, EqsStatusTable, OtherStatus),
        TargetKeys.InvestigationStatus => For(source, NavexInvestigation, EqsInvestigation, OtherInvestigation),
        TargetKeys.CaseOutcome or TargetKeys.InvestigationOutcome => OutcomeTable,
        TargetKeys.CaseSeverity or TargetKeys.ReportSeverity => source is SourceSystem.Navex or SourceSystem.Eqs ? SeverityAll : SeverityWords,
        TargetKeys.ReportReporterType => ReporterTypes,
        TargetKeys.ReportChannel => Channels,
        _ => throw new ArgumentException($"{field.Key} has no table of values.", nameof(field)),
    };

    private static ValueTable For(SourceSystem source, ValueTable navex, ValueTable eqs, ValueTable other) => source switch
    {
        SourceSystem.Navex => navex,
        SourceSystem.Eqs => eqs,
        _ => other,
    };

    private ValueTable ForInvestigations() => new([.. Own.Select(ForInvestigation)], [.. Others.Select(ForInvestigation)]);

    private static KnownValue ForInvestigation(KnownValue value) => value with
    {
        Target = value.Target switch
        {
            CaseStatusCode.New or CaseStatusCode.Open => InvestigationStatusCode.NotStarted,
            CaseStatusCode.InProgress => InvestigationStatusCode.Active,
            CaseStatusCode.AwaitingInfo => InvestigationStatusCode.OnHold,
            _ => value.Target,
        },
    };
}
