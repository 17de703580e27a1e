using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>The rules of access.md 4 and 5 that need no database. Lengths are characters, spans are wall time.</summary>
public static partial class SessionRules
{
    public const int ReasonLeast = 10;
    public const int ReasonMost = 500;
    public const int TicketMost = 20;

    /// <summary>From start, extensions included.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(4);

    public static readonly TimeSpan WriteWindow = TimeSpan.FromMinutes(30);

    /// <summary>Minutes a session may be opened for; the first that is offered is <see cref="DefaultMinutes"/>.</summary>
    public static readonly IReadOnlyList<int> DurationMinutes = [15, 30, 60, 120, 240];

    public const int DefaultMinutes = 60;

    /// <summary>Minutes an extension may add.</summary>
    public static readonly IReadOnlyList<int> ExtensionMinutes = [30, 60];

    /// <summary>Own words of at least ten characters, trimmed, not one character repeated. Null: good.</summary>
    public static Refusal? CheckReason(string? reason)
    {
        var words = reason?.Trim() ?? "";
        if (words.Length < ReasonLeast)
            return AccessRefusals.ReasonTooShort;
        if (words.Length > ReasonMost)
            return AccessRefusals.ReasonTooLong;
        if (!AuditText.IsFit(words))
            return AccessRefusals.ReasonUnreadable;
        var letters = words.Where(c => !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant).Distinct().Take(2).Count();
        return letters < 2 ? AccessRefusals.ReasonRepeats : null;
    }

    /// <summary>Empty is none; else the form of a ticket number.</summary>
    public static Refusal? CheckTicket(string? ticket) =>
        string.IsNullOrWhiteSpace(ticket) || (ticket.Trim().Length <= TicketMost && TicketForm.IsMatch(ticket.Trim())) ? null : AccessRefusals.TicketForm;

    public static Refusal? CheckCategory(ReasonCategory category) => Enum.IsDefined(category) ? null : AccessRefusals.Category;

    public static Refusal? CheckDuration(int minutes) => DurationMinutes.Contains(minutes) ? null : AccessRefusals.Duration;

    /// <summary>Until when an extension by <paramref name="minutes"/> would reach: never past four hours from the start.</summary>
    public static DateTimeOffset ExtendedUntil(DateTimeOffset started, DateTimeOffset expires, int minutes)
    {
        var wished = expires.AddMinutes(minutes);
        var cap = started + LongestSession;
        return wished < cap ? wished : cap;
    }

    /// <summary>How much may still be added; zero when the cap is reached.</summary>
    public static TimeSpan StillExtendable(DateTimeOffset started, DateTimeOffset expires)
    {
        var left = started + LongestSession - expires;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>When a Write window given now closes: thirty minutes, or the session's end if that is sooner.</summary>
    public static DateTimeOffset WriteUntil(DateTimeOffset now, DateTimeOffset expires) => now + WriteWindow < expires ? now + WriteWindow : expires;

    [GeneratedRegex(@"^[A-Z]{2,10}-[0-9]{1,9}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex TicketForm { get; }
}
