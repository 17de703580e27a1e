using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>One line per refusal of the workspace.</summary>
public static class SupportRefusals
{
    public static Refusal Cursor { get; } = new("cursor", "This page address is not valid any more. Start from the first page.", "cursor");
    public static Refusal Term { get; } = new("term", "A reference has at most 50 characters, all of them visible.", "term");
    public static Refusal RangeReversed { get; } = new("range", "The first day lies after the last. Turn them round.", "opened");
    public static Refusal Mail { get; } = new("mail", "Type a whole mail address, such as name@company.com. Parts of one are not searched.", "mail");
    public static Refusal MailKeyMissing { get; } = new("mail-key", "Searching by mail address is not set up here: Platform:MailKey is missing. Ask a platform administrator.", "mail");

    public static Refusal Anonymous { get; } = new("anonymous", "This report is anonymous: no identity exists, so there is nothing to reveal.");
    public static Refusal ReporterNeedsTicket { get; } = new("reporter-ticket", "This needs a session with a ticket: start a session that names it.");
    public static Refusal GroupNotHere { get; } = new("group", "This record has no such group of fields.", "group");
    public static Refusal ReporterGroupOnly { get; } = new("group", "Somebody who reported is revealed as the reporter only.", "group");

    public static Refusal KeyUnknown { get; } = new("key-unknown", "The portal does not know this key well enough to change it.", "key");
    public static Refusal KeySecret { get; } = new("key-secret", "A secret is never shown or changed here. The client changes it in the platform.", "key");
    public static Refusal KeyNotAllowed { get; } = new("key-not-allowed", "Support tier 2 may not change this key. Ask a support administrator.", "key");
    public static Refusal ValueSame { get; } = new("value", "That is the tenant's value already.", "value");

    public static Refusal Value(string sentence) => new("value", sentence, "value");

    /// <summary>Says which side changed it and when; a name would need a reveal of its own.</summary>
    public static Refusal SettingConflict(ActorKind? by, DateTimeOffset? at)
    {
        var who = by switch
        {
            ActorKind.Client => "The client",
            ActorKind.Staff or ActorKind.Impersonated => "Ethico staff",
            ActorKind.Machine => "A machine",
            _ => "Somebody",
        };
        var when = at is { } t ? string.Create(CultureInfo.InvariantCulture, $" on {t.UtcDateTime:d MMM yyyy HH:mm} UTC") : "";
        return new("conflict", $"{who} changed this meanwhile{when}. Look at the new value; what you typed is still here.", "value");
    }
}
