using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Which entries are asked for. Made by <see cref="Parse"/>; everything absent: all.</summary>
public sealed partial record AuditFilter
{
    /// <summary>An operator's id in its lower-case form, or the name of a job.</summary>
    public string? ActorId { get; init; }

    public OrganizationId? Tenant { get; init; }

    public SessionId? Session { get; init; }

    public AuditAction? Action { get; init; }

    public string? EntityType { get; init; }

    public string? EntityId { get; init; }

    public string? Ticket { get; init; }

    public bool? Refused { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What an export by this filter holds: nothing, a session or a time range keep streams whole.</summary>
    public AuditExtent Extent
    {
        get
        {
            var picks = (ActorId ?? EntityType ?? EntityId ?? Ticket) is not null || Tenant is not null || Action is not null || Refused is not null;
            var spans = From is not null || To is not null;
            return picks || (Session is not null && spans) ? AuditExtent.Filtered
                : Session is not null || spans ? AuditExtent.WholeStreams
                : AuditExtent.Everything;
        }
    }

    public static Outcome<AuditFilter> Parse(AuditFilterInput input)
    {
        var filter = new AuditFilter();
        if (Given(input.Operator) is { } actor)
        {
            if (!Guid.TryParse(actor, out var id) && !JobName().IsMatch(actor))
                return AuditRefusals.Unknown("operator", "An operator is given by id, a job by its name.");
            filter = filter with { ActorId = id == Guid.Empty ? actor : id.ToString() };
        }

        if (Given(input.Tenant) is { } tenant)
        {
            if (!Guid.TryParse(tenant, out var id))
                return AuditRefusals.Unknown("tenant", "A tenant is given by its id.");
            filter = filter with { Tenant = new OrganizationId(id) };
        }

        if (Given(input.Session) is { } session)
        {
            if (!Guid.TryParse(session, out var id))
                return AuditRefusals.Unknown("session", "A session is given by its id.");
            filter = filter with { Session = new SessionId(id) };
        }

        if (Given(input.Action) is { } action)
        {
            // By name only: Enum.TryParse would take numbers and lists as well.
            if (!Enum.GetNames<AuditAction>().Contains(action, StringComparer.Ordinal))
                return AuditRefusals.Unknown("action", "There is no such action. Choose one of the list.");
            filter = filter with { Action = Enum.Parse<AuditAction>(action) };
        }

        if (Given(input.Outcome) is { } outcome)
        {
            if (outcome is not ("ALLOWED" or "REFUSED"))
                return AuditRefusals.Unknown("outcome", "An outcome is ALLOWED or REFUSED.");
            filter = filter with { Refused = outcome is "REFUSED" };
        }

        return ParseTexts(filter, input);
    }

    /// <summary>As an entry's detail and an export's manifest hold it.</summary>
    public SortedDictionary<string, string> ToWords()
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Put(string name, string? value)
        {
            if (value is not null)
                words[name] = value;
        }

        Put("operator", ActorId);
        Put("tenant", Tenant?.ToString());
        Put("session", Session?.ToString());
        Put("action", Action?.ToString());
        Put("entityType", EntityType);
        Put("entity", EntityId);
        Put("ticket", Ticket);
        Put("outcome", Refused switch { true => "REFUSED", false => "ALLOWED", _ => null });
        Put("from", From is { } from ? AuditCanon.Instant(from) : null);
        Put("to", To is { } to ? AuditCanon.Instant(to) : null);
        return words;
    }

    internal JsonObject ToDetail() => new(ToWords().Select(word => KeyValuePair.Create(word.Key, (JsonNode?)word.Value)));

    private static Outcome<AuditFilter> ParseTexts(AuditFilter filter, AuditFilterInput input)
    {
        var (entity, type, ticket) = (Given(input.Entity), Given(input.EntityType), Given(input.Ticket));
        if (entity?.Length > 200)
            return AuditRefusals.Unknown("entity", "An entity's id has at most 200 characters.");
        if (type is not null && !EntityName().IsMatch(type))
            return AuditRefusals.Unknown("entityType", "A kind of entity is one word of letters.");
        if (ticket?.Length > 20)
            return AuditRefusals.Unknown("ticket", "A ticket has at most 20 characters.");
        if (!TryInstant(input.From, out var from))
            return AuditRefusals.Unknown("from", "Give the beginning as date and time, such as 2026-02-03T04:05:06Z.");
        if (!TryInstant(input.To, out var to))
            return AuditRefusals.Unknown("to", "Give the end as date and time, such as 2026-02-03T04:05:06Z.");
        if (from >= to)
            return AuditRefusals.Unknown("to", "The end has to come after the beginning.");
        return Outcome.Of(filter with { EntityId = entity, EntityType = type, Ticket = ticket, From = from, To = to });
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (Given(text) is not { } given)
            return true;
        if (!DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
            return false;
        instant = parsed;
        return true;
    }

    [GeneratedRegex("^[a-z][a-z-]{2,59}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex JobName();

    [GeneratedRegex("^[A-Za-z]{1,60}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex EntityName();
}
