using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// Invented people for the demo sign-in, at least one of each role. Their ids follow from their subjects, so that demo data can
/// refer to them; whoever is there already stays as they are.
/// </summary>
internal sealed class DemoOperators(OpsDatabase database)
{
    private static readonly (string Subject, Role Role, string Name, string Zone)[] People =
    [
        ("tessa", Role.SupportTier1, "Tessa Lindqvist", "America/New_York"),
        ("omar", Role.SupportTier1, "Omar Haddad", "America/Chicago"),
        ("ines", Role.SupportTier2, "Inês Carvalho", "America/New_York"),
        ("david", Role.SupportTier2, "David Okonkwo", "Europe/London"),
        ("margaret", Role.SupportAdmin, "Margaret Sloane", "America/New_York"),
        ("jun", Role.ImplementationSpecialist, "Jun Takahashi", "America/Los_Angeles"),
        ("priya", Role.ImplementationManager, "Priya Raman", "America/New_York"),
        ("caleb", Role.ClientSuccess, "Caleb Whitaker", "America/Denver"),
        ("rosa", Role.HotlineOperator, "Rosa Mendieta", "America/New_York"),
        ("gwen", Role.HotlineSupervisor, "Gwen Abara", "America/New_York"),
        ("viktor", Role.PlatformAdmin, "Viktor Hallström", "Europe/Berlin"),
        ("amara", Role.PlatformAdmin, "Amara Nwosu", "America/New_York"),
    ];

    public static OperatorId IdOf(string subject)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("ethico-ops/demo-operator/" + subject))[..16];
        return new(new Guid(bytes, bigEndian: true));
    }

    public async Task<Outcome<Done>> AddMissingAsync(CancellationToken ct)
    {
        var ids = People.Select(person => IdOf(person.Subject).Value).ToArray();
        var subjects = People.Select(person => person.Subject).ToArray();
        var roles = People.Select(person => person.Role.Stored()).ToArray();
        var zones = People.Select(person => person.Zone).ToArray();
        var names = People.Select(person => person.Name).ToArray();
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
