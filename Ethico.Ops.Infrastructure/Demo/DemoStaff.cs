using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Ethico's own people in the demo: invented, at least one of each role, and who of them works for which client.</summary>
internal static class DemoStaff
{
    /// <summary>The issuer of the demo sign-in.</summary>
    public const string Issuer = SignInFacts.DemoIssuer;

    public static readonly IReadOnlyList<(string Subject, Role Role, string Name, string Zone)> People =
    [
        ("tessa", Role.SupportTier1, "Tessa Lindqvist", "America/New_York"),
        ("omar", Role.SupportTier1, "Omar Haddad", "America/Chicago"),
        ("ines", Role.SupportTier2, "Inês Carvalho", "America/New_York"),
        ("david", Role.SupportTier2, "David Okonkwo", "Europe/London"),
        ("margaret", Role.SupportAdmin, "Margaret Sloane", "America/New_York"),
        ("jun", Role.ImplementationSpecialist, "Jun Takahashi", "America/Los_Angeles"),
        ("freya", Role.ImplementationSpecialist, "Freya Nordahl", "Europe/Oslo"),
        ("priya", Role.ImplementationManager, "Priya Raman", "America/New_York"),
        ("caleb", Role.ClientSuccess, "Caleb Whitaker", "America/Denver"),
        ("lucia", Role.ClientSuccess, "Lucía Ferrán", "America/New_York"),
        ("nadia", Role.ClientSuccess, "Nadia Petrova", "Europe/London"),
        ("rosa", Role.HotlineOperator, "Rosa Mendieta", "America/New_York"),
        ("gwen", Role.HotlineSupervisor, "Gwen Abara", "America/New_York"),
        ("viktor", Role.PlatformAdmin, "Viktor Hallström", "Europe/Berlin"),
        ("amara", Role.PlatformAdmin, "Amara Nwosu", "America/New_York"),
    ];

    private const string AssignedBy = "viktor";

    /// <summary>
    /// By shape. Freya, a specialist, and Nadia, who is new, have none. The one that ended is Jun's for the client whose suspension ended the work.
    /// </summary>
    private static readonly (string Subject, string[] Shapes, string? Ended)[] Assignments =
    [
        ("jun",
            ["largest", "docket", "migration-start", "rollback", "rollback-past", "not-live-0", "not-live-3", "not-live-5", "not-live-8",
             "german", "settings", "suspended-invoice"],
            "suspended-invoice"),
        ("caleb",
            ["largest", "docket", "example-a", "band-40-0", "band-58-declining", "band-91-days", "band-90-days", "quiet", "adoption",
             "smallest-change", "one-account", "tickets"],
            null),
        ("lucia", ["coverage-60", "coverage-50", "nothing-entitled", "machine-only"], null),
    ];

    /// <summary>The same for everybody who knows the subject, so that demo data can refer to people who have not signed in yet.</summary>
    public static Guid IdOf(string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("ethico-ops/demo-operator/" + subject)).AsSpan(0, 16), bigEndian: true);

    public static IEnumerable<DemoAssignment> AssignmentsIn(DemoWorld world, IReadOnlyDictionary<string, Guid> clients)
    {
        foreach (var (subject, shapes, ended) in Assignments)
        {
            for (var i = 0; i < shapes.Length; i++)
            {
                var since = world.Anchor.AddDays(-300 + (7 * i));
                DateTimeOffset? until = string.Equals(shapes[i], ended, StringComparison.Ordinal) ? world.Anchor.AddDays(-12) : null;
                yield return new(
                    world.NextId("assignment/" + subject, since), IdOf(subject), clients[shapes[i]], since, until, IdOf(AssignedBy));
            }
        }
    }
}
