namespace Ethico.Ops.Domain.Support;

/// <summary>What a reveal is decided by, read in the same transaction as the values.</summary>
/// <param name="IsReporterHere">They reported the case at hand, or the record is a report.</param>
/// <param name="IsReporterAnywhere">They reported any case of the tenant: their identity needs the ticket by whatever road.</param>
public sealed record RevealFacts(bool IsAnonymous, bool IsReporterHere, bool IsReporterAnywhere, bool HasTicket);
