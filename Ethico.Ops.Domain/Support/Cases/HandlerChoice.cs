using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

public sealed record HandlerChoice(AccountId Id, string NameMasked, bool IsEnabled);
