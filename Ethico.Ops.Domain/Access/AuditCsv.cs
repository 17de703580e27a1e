using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Entries as a table for people (RFC 4180, UTF-8 with a mark). A cell that a spreadsheet would take for a formula begins with an
/// apostrophe (OWASP ASVS 5, 1.2.10); the JSONL beside it has the text untouched.
/// </summary>
public static class AuditCsv
{
    public const string Header =
        "id,stream,sequence,at,actor_kind,actor_id,role,session_id,organization_id,action,entity_type,entity_id,detail,outcome," +
        "reason,ticket,ip,user_agent,correlation_id,before,after,previous_hash,hash\r\n";

    public static void Append(StringBuilder to, AuditEntry entry)
    {
        Cell(to, entry.Id.ToString());
        Cell(to.Append(','), entry.Stream);
        Cell(to.Append(','), entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Cell(to.Append(','), AuditCanon.Instant(entry.At));
        Cell(to.Append(','), entry.ActorKind);
        Cell(to.Append(','), entry.ActorId);
        Cell(to.Append(','), entry.Role);
        Cell(to.Append(','), entry.SessionId?.ToString());
        Cell(to.Append(','), entry.OrganizationId?.ToString());
        Cell(to.Append(','), entry.Action);
        Cell(to.Append(','), entry.EntityType);
        Cell(to.Append(','), entry.EntityId);
        Cell(to.Append(','), entry.Detail);
        Cell(to.Append(','), entry.Outcome);
        Cell(to.Append(','), entry.Reason);
        Cell(to.Append(','), entry.Ticket);
        Cell(to.Append(','), entry.Ip);
        Cell(to.Append(','), entry.UserAgent);
        Cell(to.Append(','), entry.CorrelationId);
        Cell(to.Append(','), entry.Before);
        Cell(to.Append(','), entry.After);
        Cell(to.Append(','), Convert.ToHexStringLower(entry.PreviousHash.Span));
        Cell(to.Append(','), Convert.ToHexStringLower(entry.Hash.Span));
        to.Append("\r\n");
    }

    /// <summary>One cell, made harmless and quoted where needed.</summary>
    public static void Cell(StringBuilder to, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        // The full-width forms too: some spreadsheets take them for the plain ones.
        var isFormula = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
        var isQuoted = isFormula || value.AsSpan().ContainsAny(",\"\r\n");
        if (!isQuoted)
        {
            to.Append(value);
            return;
        }

        to.Append('"').Append(isFormula ? "'" : "").Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
