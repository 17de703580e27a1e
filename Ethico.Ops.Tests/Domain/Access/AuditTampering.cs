using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Domain.Access;

/// <summary>What somebody does to a trail behind its back, and where each is to be found.</summary>
internal static class AuditTampering
{
    /// <summary>Each changes one entry's content and leaves its hash.</summary>
    public static readonly (string Name, Func<AuditEntry, AuditEntry> Change)[] Fields =
    [
        ("id", e => e with { Id = new Guid(99, 0, 0, new byte[8]) }),
        ("at", e => e with { At = e.At.AddTicks(10) }),
        ("actor kind", e => e with { ActorKind = "JOB" }),
        ("actor", e => e with { ActorId = "0190a6e2-0000-7000-8000-000000000002" }),
        ("role", e => e with { Role = "PLATFORM_ADMIN" }),
        ("session", e => e with { SessionId = Guid.Empty }),
        ("tenant", e => e with { OrganizationId = Guid.Empty }),
        ("action", e => e with { Action = "ViewReport" }),
        ("entity type", e => e with { EntityType = null }),
        ("entity", e => e with { EntityId = "18" }),
        ("entity type and id joined", e => e with { EntityType = "Case1", EntityId = "7" }),
        ("detail", e => e with { Detail = "{\"page\": 1}" }),
        ("outcome", e => e with { Outcome = "REFUSED" }),
        ("reason", e => e with { Reason = e.Reason + " " }),
        ("reason to empty", e => e with { Reason = "" }),
        ("ticket", e => e with { Ticket = "SUP-1" }),
        ("null to empty", e => e with { Ticket = "" }),
        ("ip", e => e with { Ip = "::1" }),
        ("user agent", e => e with { UserAgent = "x" }),
        ("correlation", e => e with { CorrelationId = "y" }),
        ("before", e => e with { Before = "{}" }),
        ("after", e => e with { After = "{}" }),
        ("previous hash", e => e with { PreviousHash = Flipped(e.PreviousHash) }),
        ("hash", e => e with { Hash = Flipped(e.Hash) }),
    ];

    public static HashSet<long> Tamper(MemoryTrail trail, int at, int kind, int field)
    {
        var entry = trail.Entries[at];
        var n = entry.Sequence;
        var length = trail.Register[entry.Stream].Sequence;
        // Both checkpoints' heads: the first at or behind n is where a stream that was written anew gives itself away.
        var sealedAt = trail.Heads.Where(h => h.Stream == entry.Stream && h.Sequence >= n).Min(h => h.Sequence);
        switch (kind)
        {
            case 0: // changed
                trail.Entries[at] = Fields[field].Change(entry);
                return [n];
            case 1: // deleted
                trail.Entries.RemoveAt(at);
                return [n];
            case 2: // deleted, the rest renumbered
                Renumber(trail, entry, remove: true);
                return [n];
            case 3: // a copy put in before it, the rest renumbered
                Renumber(trail, entry, remove: false);
                return [n, n + 1];
            case 4: // changed and its own hash mended
                trail.Entries[at] = MemoryTrail.Hashed(entry with { Reason = "forged" });
                return [n];
            case 5: // changed and everything behind it written anew, the register too
                trail.Entries[at] = entry with { Reason = "forged" };
                trail.Rechain(entry.Stream);
                return [sealedAt];
            case 6: // two exchanged
                var other = trail.Entries.FindIndex(e => e.Stream == entry.Stream && e.Sequence == (n == length ? 1 : n + 1));
                (trail.Entries[at], trail.Entries[other]) =
                    (trail.Entries[other] with { Sequence = n }, entry with { Sequence = trail.Entries[other].Sequence });
                return [Math.Min(n, n == length ? 1 : n + 1)];
            default: // everything from here on cut off, the register mended
                trail.Entries.RemoveAll(e => e.Stream == entry.Stream && e.Sequence >= n);
                if (n == 1)
                    trail.Register.Remove(entry.Stream);
                else
                    trail.Rechain(entry.Stream);
                return [n];
        }
    }

    private static void Renumber(MemoryTrail trail, AuditEntry entry, bool remove)
    {
        for (var i = 0; i < trail.Entries.Count; i++)
        {
            var e = trail.Entries[i];
            if (e.Stream == entry.Stream && e.Sequence >= entry.Sequence)
                trail.Entries[i] = e with { Sequence = e.Sequence + (remove ? -1 : 1) };
        }

        if (remove)
            trail.Entries.RemoveAll(e => e.Stream == entry.Stream && e.Id == entry.Id);
        else
            trail.Entries.Add(MemoryTrail.Hashed(entry with { Reason = "never happened" }));
    }

    public static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes)
    {
        var copy = bytes.ToArray();
        copy[^1] ^= 1;
        return copy;
    }
}
