namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Monday">Of the ISO week.</param>
public sealed record CountedWeek(DateOnly Monday, int SignIns, int? ActiveAccounts, ShownCount CasesOpened, ShownCount CasesClosed, ShownCount OnTime, ShownCount Late);
