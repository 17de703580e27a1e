using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="DueIn">Working days after the alert opened.</param>
/// <param name="Owner">Null: the lead of the client.</param>
public sealed record PlaybookStep(string Title, int DueIn, Role? Owner);
