using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>The trail's queries, and the names that stand beside its ids.</summary>
internal static class AuditQueries
{
    public static IQueryable<AuditEntryRow> Matching(this IQueryable<AuditEntryRow> entries, AuditFilter filter)
    {
        if (filter.ActorId is { } actor)
            entries = entries.Where(entry => entry.ActorId == actor);
        if (filter.Tenant is { Value: var tenant })
            entries = entries.Where(entry => entry.OrganizationId == tenant);
        if (filter.Session is { Value: var session })
            entries = entries.Where(entry => entry.SessionId == session);
        if (filter.Action?.ToString() is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (filter.EntityType is { } type)
            entries = entries.Where(entry => entry.EntityType == type);
        if (filter.EntityId is { } id)
            entries = entries.Where(entry => entry.EntityId == id);
        if (filter.Ticket is { } ticket)
            entries = entries.Where(entry => entry.Ticket == ticket);
        if (filter.Refused is { } refused)
            entries = refused ? entries.Where(entry => entry.Outcome == "REFUSED") : entries.Where(entry => entry.Outcome == "ALLOWED");
        if (filter.From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (filter.To is { } to)
            entries = entries.Where(entry => entry.At < to);
        return entries;
    }

    public static IQueryable<AuditEntryRow> OlderThan(this IQueryable<AuditEntryRow> entries, AuditCursor? after) => after is not { } last
        ? entries
        : entries.Where(entry => EF.Functions.LessThan(ValueTuple.Create(entry.At, entry.Id), ValueTuple.Create(last.At, last.Id)));

    /// <summary>Without before and after, which are read with the one entry that is opened; without names.</summary>
    public static IQueryable<AuditLine> AsLines(this IQueryable<AuditEntryRow> entries) => entries.Select(entry => new AuditLine(
        new AuditEntryId(entry.Id), entry.Stream, entry.Sequence, entry.At, entry.ActorKind, entry.ActorId, null, entry.Role,
        entry.SessionId == null ? null : new SessionId(entry.SessionId.Value),
        entry.OrganizationId == null ? null : new OrganizationId(entry.OrganizationId.Value), null,
        entry.Action, entry.EntityType, entry.EntityId, entry.Detail, entry.Outcome == "REFUSED", entry.Reason, entry.Ticket,
        entry.Before != null || entry.After != null));

    /// <summary>Display names of operators; a job has none, and an erased one is not there.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ActorNamesAsync(this OpsDbContext context, IEnumerable<string> actors, CancellationToken ct)
    {
        var ids = actors.Distinct(StringComparer.Ordinal).Select(actor => Guid.TryParse(actor, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToArray();
        var names = ids.Length == 0 ? [] : await context.Database.SqlQuery<NameRow>(
            $"select n.operator_id as id, n.display_name as name from access.operator_name n where n.operator_id = any({ids})").ToListAsync(ct);
        return names.ToDictionary(name => name.Id.ToString(), name => name.Name, StringComparer.Ordinal);
    }

    public static async Task<IReadOnlyDictionary<Guid, string>> TenantNamesAsync(this OpsDbContext context, IEnumerable<Guid?> tenants, CancellationToken ct)
    {
        var ids = tenants.OfType<Guid>().Distinct().ToArray();
        var names = ids.Length == 0 ? [] : await context.Database.SqlQuery<NameRow>(
            $"select o.id, o.name from platform.organizations o where o.id = any({ids})").ToListAsync(ct);
        return names.ToDictionary(name => name.Id, name => name.Name);
    }

    internal sealed record NameRow(Guid Id, string Name);
}
