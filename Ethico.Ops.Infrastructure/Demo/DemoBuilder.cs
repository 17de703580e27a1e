using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Builds the whole world in memory.</summary>
internal static class DemoBuilder
{
    public static (DemoWorld World, IReadOnlyList<DemoAssignment> Assignments) Build(int seed, DateTimeOffset anchor, byte[] mailKey)
    {
        var world = new DemoWorld(seed, anchor, mailKey);
        AddShared(world);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var client in DemoClients.All)
        {
            var office = new DemoOffice(world, client);
            ids.Add(client.Shape, office.Id);
            world.Add(Organization(office));
            client.Build(office);
            DemoCasework.Write(office);
        }

        return (world, [.. DemoStaff.AssignmentsIn(world, ids)]);
    }

    private static void AddShared(DemoWorld world)
    {
        foreach (var (code, name) in ((string, string)[])[("ESSENTIAL", "Essential"), ("STANDARD", "Standard"), ("ENTERPRISE", "Enterprise")])
            world.Add(new DemoRows.Plan { Code = code, Name = name });

        // The last one is announced and not in force yet.
        foreach (var kind in (string[])["TERMS", "DATA_PROCESSING"])
        {
            foreach (var (version, days) in ((string, int)[])[("2024.2", 700), ("2026.1", 150), ("2026.2", -25)])
                world.Add(new DemoRows.AgreementVersion { Kind = kind, Version = version, CurrentFrom = world.Anchor.AddDays(-days) });
        }

        DemoSettingLayers.AddShared(world);
    }

    private static DemoRows.Organization Organization(DemoOffice office)
    {
        var client = office.Client;
        var statusAt = client.StatusDays is { } days ? office.Ago(days)
            : client.LiveDays is { } live ? office.Ago(live)
            : office.Start;
        return new()
        {
            Id = office.Id,
            Name = client.Name,
            SearchName = NameFolding.Fold(client.Name),
            Status = client.Status,
            StatusReason = client.StatusReason,
            StatusAt = statusAt,
            Plan = client.Plan,
            TimeZone = client.Zone,
            DefaultLanguage = client.Language,
            Languages = client.Languages,
            SignInMethod = client.SignInMethod,
            SecondFactorRequired = client.SecondFactor,
            HasLogo = client.IsBranded,
            PrimaryColour = client.IsBranded ? "#1f5f8b" : null,
            AccentColour = client.IsBranded ? "#d9822b" : null,
            SenderName = client.IsBranded ? client.Name + " Speak Up" : null,
            LiveAt = client.LiveDays is { } liveDays ? office.Ago(liveDays) : null,
            IntakeLiveAt = client.IntakeDays is { } intakeDays ? office.Ago(intakeDays) : null,
            CreatedAt = office.Start,
            UpdatedAt = statusAt,
        };
    }
}
