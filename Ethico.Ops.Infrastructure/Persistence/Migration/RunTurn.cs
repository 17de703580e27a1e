using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>An act that was judged under the lock and may go on: from this head, to this state.</summary>
internal sealed record RunTurn(RunHead Before, RunAct Act, RunState Next);
