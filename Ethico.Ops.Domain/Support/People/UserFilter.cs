using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Which logins of the tenant are listed. Everything empty: all.</summary>
public sealed record UserFilter
{
    public const int MailMost = 254;

    public static UserFilter All { get; } = new();

    public IReadOnlyCollection<AccountRole> Roles { get; init; } = [];

    public IReadOnlyCollection<AccountStatus> Statuses { get; init; } = [];

    /// <summary>A whole mail address; compared by keyed hash, whatever its case and surrounding white space.</summary>
    public string? Mail { get; init; }

    public string? TidyMail => string.IsNullOrWhiteSpace(Mail) ? null : Mail.Trim();

    /// <summary>Null: good. Parts of an address are not searched: they would need the address in clear.</summary>
    public Refusal? Check()
    {
        if (TidyMail is not { } mail)
            return null;
        var at = mail.IndexOf('@', StringComparison.Ordinal);
        var isWhole = mail.Length <= MailMost && at > 0 && at < mail.Length - 1 && mail.IndexOf('@', at + 1) < 0
            && !mail.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        return isWhole ? null : SupportRefusals.Mail;
    }

    /// <summary>For the entry: a typed address appears as its keyed hash only.</summary>
    public JsonObject ToDetail(byte[]? mailHash)
    {
        var detail = new JsonObject();
        if (Roles.Count > 0)
            detail["roles"] = new JsonArray([.. Roles.Distinct().Order().Select(r => (JsonNode)r.Stored())]);
        if (Statuses.Count > 0)
            detail["statuses"] = new JsonArray([.. Statuses.Distinct().Order().Select(s => (JsonNode)s.Stored())]);
        if (mailHash is not null)
            detail["mailHash"] = Convert.ToHexStringLower(mailHash);
        return detail;
    }
}
