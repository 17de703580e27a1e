using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What an act needs beside the right state.</summary>
/// <param name="Permission">Asked at the gate; null for a job's act.</param>
/// <param name="NeedsHold">Only the holder may; stopping something, and a second person's word, need no hold.</param>
/// <param name="NeedsWrite">Write mode at the click, because the act hands out the import's key.</param>
/// <param name="Gives">The grant it hands out.</param>
public sealed record RunActRule(
    AuditAction Action, ActBy By, Permission? Permission = null, bool NeedsHold = false, bool NeedsWrite = false, GrantPurpose? Gives = null);
