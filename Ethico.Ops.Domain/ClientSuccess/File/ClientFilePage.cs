using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Value">Null without ViewRevenue.</param>
/// <param name="Leads">Who works for the client now and may write here: one of them is its lead.</param>
public sealed record ClientFilePage(
    ClientFileView Client, IReadOnlyList<ContactView> Contacts, ContractValue? Value, IReadOnlyList<(OperatorId Id, string Name)> Leads);
