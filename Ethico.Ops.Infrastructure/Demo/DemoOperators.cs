using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// Puts the demo's people where they can sign in, also where no demo data was loaded. Whoever is there already stays as they are.
/// </summary>
internal sealed class DemoOperators(OpsDatabase database)
{
    public static OperatorId IdOf(string subject) => new(DemoStaff.IdOf(subject));

    public async Task<Outcome<Done>> AddMissingAsync(CancellationToken ct)
    {
        var ids = DemoStaff.People.Select(person => IdOf(person.Subject).Value).ToArray();
        var subjects = DemoStaff.People.Select(person => person.Subject).ToArray();
        var roles = DemoStaff.People.Select(person => person.Role.Stored()).ToArray();
        var zones = DemoStaff.People.Select(person => person.Zone).ToArray();
        var names = DemoStaff.People.Select(person => person.Name).ToArray();
        return await database.PortalAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into access.operator (id, issuer, subject, role, time_zone)
                    select p.id, {SignInFacts.DemoIssuer}, p.subject, p.role, p.zone
                    from unnest({ids}, {subjects}, {roles}, {zones}) as p (id, subject, role, zone)
                    on conflict (issuer, subject) do nothing
                    """,
                    token);
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into access.operator_name (operator_id, display_name, email)
                    select p.id, p.name, p.subject || '@ethico.example'
                    from unnest({ids}, {subjects}, {names}) as p (id, subject, name)
                    where exists (select from access.operator o where o.id = p.id)
                    on conflict (operator_id) do nothing
                    """,
                    token);
                return Outcome.Done;
            },
            ct);
    }
}
