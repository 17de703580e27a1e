using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>One line per refusal of the audit book, its export and its proof.</summary>
public static class AuditRefusals
{
    public static Refusal Cursor { get; } = new("audit-cursor", "This page of the list cannot be found. Begin again at the newest entry.");
    public static Refusal AnchorAhead { get; } = new("anchor-ahead", "The anchor file has checkpoints that this database does not: it was put back to an older state, or its end was cut off. Nothing is sealed until that is looked into.");

    public static Refusal Unknown(string field, string sentence) => new("audit-filter", sentence, field);
}
