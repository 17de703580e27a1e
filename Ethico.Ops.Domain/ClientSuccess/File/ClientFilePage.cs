namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Value">Null without ViewRevenue.</param>
public sealed record ClientFilePage(ClientFileView Client, IReadOnlyList<ContactView> Contacts, ContractValue? Value);
