namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record CountedWeekCounts(int SignIns, int? ActiveAccounts, ShownCount CasesOpened, ShownCount CasesClosed, ShownCount OnTime, ShownCount Late);
