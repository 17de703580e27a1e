using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>The session this circuit was in and is no longer, and why: enough to start again with the same reason.</summary>
public sealed record SessionOver(SessionView Last, EndReason Cause);
