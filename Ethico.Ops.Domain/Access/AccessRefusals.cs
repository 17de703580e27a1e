using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>One line per refusal. Unknown, malformed and foreign ids share one, so that an answer tells nothing about other tenants.</summary>
public static class AccessRefusals
{
    public static Refusal NotAllowed { get; } = new("not-allowed", "Your role does not include this. Ask a platform administrator if it should.");
    public static Refusal NotFoundOrNotYours { get; } = new("not-found", "Not found, or not yours.");
    public static Refusal NoSession { get; } = new("no-session", "No tenant is open. Enter one first.");
    public static Refusal SessionOver { get; } = new("session-over", "This session is over. Start again to go on; what you typed is still here.");
    public static Refusal ReadOnly { get; } = new("read-only", "This session may only read. Step up to Write mode to change something.");
    public static Refusal ReasonTooShort { get; } = new("reason", "Say why in at least 10 characters of your own words.", "reason");
    public static Refusal ReasonTooLong { get; } = new("reason", "Keep the reason within 500 characters.", "reason");
    public static Refusal ReasonRepeats { get; } = new("reason", "One character repeated is no reason. Say what you need to find out.", "reason");
    public static Refusal ReasonUnreadable { get; } = new("reason", "The reason holds a character that cannot be kept. Type it anew instead of pasting.", "reason");
    public static Refusal Category { get; } = new("category", "Choose one of the listed kinds of reason.", "category");
    public static Refusal TicketForm { get; } = new("ticket", "A ticket looks like SUP-48213: 2 to 10 capital letters, a hyphen, up to 9 digits.", "ticket");
    public static Refusal TicketOfAnother { get; } = new("ticket-tenant", "That ticket belongs to another tenant. Check the number, or leave it empty.", "ticket");
    public static Refusal Duration { get; } = new("duration", "Choose 15, 30, 60, 120 or 240 minutes.", "duration");
    public static Refusal TenantClosed { get; } = new("tenant-closed", "This tenant cannot be entered while it is suspended or closed.", "tenant");
    public static Refusal FourHours { get; } = new("four-hours", "A session lasts at most 4 hours from its start. End this one and start another.");
    public static Refusal AlreadyWriting { get; } = new("already-writing", "Write mode is already on.");
    public static Refusal OneSession { get; } = new("one-session", "Another window opened a session for you a moment ago. Look at it first.");
    public static Refusal NotAssigned { get; } = new("not-assigned", "Not assigned: the operator works for this tenant already, is not active, or the end lies in the past.");
    public static Refusal Oneself { get; } = new("oneself", "Nobody changes their own rights. Ask another platform administrator.");
    public static Refusal OwnReview { get; } = new("own-review", "Somebody else has to review this session.");
    public static Refusal Busy { get; } = new("busy", "The database is busy with this. Nothing was changed; try again in a moment.");
    public static Refusal TooSlow { get; } = new("too-slow", "That took too long and was stopped. Try again, or ask for less.");
    public static Refusal DatabaseAway { get; } = new("database-away", "The database does not answer at the moment. Nothing was changed; try again shortly.");
    public static Refusal DatabaseReadOnly { get; } = new("database-read-only", "The database takes no changes at the moment, and what is looked at has to be recorded. Try again shortly.");

    public static Refusal TooMany(TimeSpan wait) => new(
        "too-many",
        string.Create(CultureInfo.InvariantCulture, $"That was too much in a short time. Try again in {Words(wait)}."),
        RetryAfter: wait);

    private static string Words(TimeSpan wait) => wait.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds))} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes)} minutes");
}
