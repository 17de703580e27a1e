namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>One record of the published docket, as it stands in the file but for the one cell that was fixed.</summary>
internal sealed record DocketRecord(
    string FileNumber, string FiscalYear, string Status, string NamedEntity, DateOnly Received, string Basis, string DetailedStatus, string Documents);
