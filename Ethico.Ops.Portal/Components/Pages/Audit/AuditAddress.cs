using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>The viewer's filter as its address holds it: text, read and judged by <see cref="AuditFilter.Parse"/>.</summary>
public sealed record AuditAddress
{
    public string? Operator { get; init; }

    public string? Tenant { get; init; }

    public string? Session { get; init; }

    public string? Action { get; init; }

    public string? EntityType { get; init; }

    public string? Entity { get; init; }

    public string? Ticket { get; init; }

    public string? Outcome { get; init; }

    /// <summary>"7d", or two days: see <see cref="DayRange"/>.</summary>
    public string? Time { get; init; }

    public bool IsFiltered => this != new AuditAddress();

    public AuditFilterInput ToInput(DateTimeOffset now)
    {
        var range = DayRange.Parse(Time);
        return new()
        {
            Operator = Operator,
            Tenant = Tenant,
            Session = Session,
            Action = Action,
            EntityType = EntityType,
            Entity = Entity,
            Ticket = Ticket,
            Outcome = Outcome,
            From = range.From(now) is { } from ? AuditCanon.Instant(from) : null,
            To = range.Before() is { } before ? AuditCanon.Instant(before) : null,
        };
    }

    /// <summary>The same view as a query, without the place in it.</summary>
    public IEnumerable<(string Name, string? Value)> ToQuery() =>
    [
        ("operator", Operator), ("tenant", Tenant), ("session", Session), ("action", Action), ("type", EntityType),
        ("entity", Entity), ("ticket", Ticket), ("outcome", Outcome), ("time", Time),
    ];
}
