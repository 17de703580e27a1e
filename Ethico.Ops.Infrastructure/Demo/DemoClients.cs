namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The sixty of platform.md 6, in its order: who they are, and what each is there to show.</summary>
internal static class DemoClients
{
    public static readonly IReadOnlyList<DemoClient> All =
    [
        .. Largest, .. Scores, .. Bands, .. Absences, .. NotLive, .. Shut, .. Migrations, .. Hotline, .. Names, .. Inspector, .. Small,
    ];

    private static DemoClient[] Largest =>
    [
        Live("largest", "Harbor & Vale Health", "harborvale.example", "ENTERPRISE", "America/New_York", 2_100, DemoLargest.Build) with
        {
            SignInMethod = "SSO", SecondFactor = true, Languages = ["en-US", "es", "pl", "vi"], IntakeDays = 1_980,
        },
    ];

    // client-success.md 5.1 and 5.2. An adoption of 40.0 cannot be had of 14 features: 3 of 12 (41.7) is the nearest.
    private static DemoClient[] Scores =>
    [
        Scored("example-a", "Meridian Credit Union", "meridiancu.example", new(new(240, 126))
        {
            Cases = (33, 7, 4), Campaigns = (1_200, 918), Features = (4, 10), Tickets = (3, 4, 1, 1),
        }),
        Scored("coverage-100", "Alder Creek Schools", "aldercreek.example", Usual),
        Scored("coverage-85", "Bluestone Insurance", "bluestone.example", Usual with { Features = null }),
        Scored("coverage-60", "Cobalt Ridge Mining", "cobaltridge.example", Usual with { Cases = null, Features = null }),
        Scored("coverage-50", "Dunmore Textiles", "dunmore.example", Usual with { Cases = null, Campaigns = null }),
        Scored("all-hundred", "Evergreen Dental Group", "evergreendental.example", new(new(100, 80))
        {
            Cases = (20, 0, 0), Campaigns = (200, 180), Features = (9, 12),
        }),
        Scored("all-zero", "Fallow & Sons Freight", "fallowfreight.example", new(new(40, 0))
        {
            Cases = (0, 8, 3), Campaigns = (80, 0), Features = (0, 12), Tickets = (0, 0, 0, 2),
        }),
    ];

    // client-success.md 5.3 to 5.7. The scores are those of the raw numbers; the two that decline lost their people five weeks ago.
    private static DemoClient[] Bands =>
    [
        Scored("band-39-9", "Granite Peak Outfitters", "granitepeak.example", Band(100, 28, (8, 8, 4), (200, 48), 3, (0, 5, 0, 0))),
        Scored("band-40-0", "Hollis Paper", "hollispaper.example", Band(100, 28, (7, 9, 4), (200, 58), 3, (0, 5, 0, 0))),
        Scored("band-58-declining", "Ironbridge Utilities", "ironbridge.example", Band(200, 98, (12, 13, 5), (400, 148), 5, (2, 2, 1, 0), before: 140)),
        Scored("band-69-9", "Juniper Home Care", "juniperhome.example", Band(120, 59, (14, 7, 3), (240, 152), 5, (0, 2, 1, 0))),
        Scored("band-70-0", "Kestrel Avionics", "kestrelavionics.example", Band(120, 59, (16, 6, 2), (240, 134), 5, (0, 2, 1, 0))),
        Scored("band-91-days", "Larkspur Foods", "larkspurfoods.example", Band(500, 259, (27, 10, 3), (1_000, 620), 5, (2, 5, 0, 2), before: 350)),
        Scored("band-90-days", "Mossley Engineering", "mossley.example", Band(500, 259, (27, 10, 3), (1_000, 620), 5, (2, 5, 0, 2), before: 350)),
        Scored("band-new", "Northgate Robotics", "northgate.example", Band(120, 80, (21, 2, 1), (240, 200), 5, (2, 0, 0, 0))) with { LiveDays = 20 },
        Scored("quiet", "Oakhurst Biotech", "oakhurst.example", new(new(240, 126) { ActiveBefore = 170 })
        {
            Cases = (33, 7, 4), Campaigns = (1_200, 918), Features = (4, 10),
        }, office => office.AddTicket("LOW", 47, "CLOSED")),
        Scored("adoption", "Pinecrest Media", "pinecrest.example", Usual with { Features = (5, 8) }, office => office.Entitle("GIFT_DISCLOSURES", 12)),
        Scored("smallest-change", "Quillfeather Publishing", "quillfeather.example", Usual with { Cases = (9, 11, 5) }),
    ];

    private static DemoClient[] Absences =>
    [
        Scored("no-enabled-account", "Redwater Shipping", "redwater.example", new(new(0, 0) { Invited = 6, Disabled = 9 }) { Features = (0, 4) }),
        Scored("nothing-entitled", "Saltmarsh Energy", "saltmarsh.example", new(new(60, 40)) { Cases = (10, 2, 1), Campaigns = (60, 50), Tickets = (1, 0, 0, 0) }),
        Scored("nothing-closed-or-due", "Thornbury Legal", "thornbury.example", new(new(45, 30)) { Features = (4, 8), Tickets = (0, 1, 0, 0) }, DemoShapes.FirstCampaign),
        Scored("nothing-assigned", "Umberland Tiles", "umberland.example", new(new(50, 33)) { Cases = (9, 3, 1), Features = (4, 8), Tickets = (1, 1, 0, 0) }),
        Scored("machine-only", "Vantage Analytics", "vantageanalytics.example", new(new(30, 0) { SinceDays = 0 }) { Features = (0, 8) }, DemoShapes.MachinesOnly),
        Scored("one-account", "Wren Cottage Bakery", "wrencottage.example", new(new(1, 1) { Invited = 0, Disabled = 0 }) { Cases = (2, 0, 0), Features = (2, 3) }),
    ];

    // Level 0 answers no to every probe, level 8 yes to every one; the two PENDING are still being set up.
    private static DemoClient[] NotLive =>
    [
        Setup(0, "Ashgrove Pharma", "ashgrove.example") with { Status = "PENDING", Zone = null, Language = null, Languages = [], SignInMethod = null, IsBranded = false },
        Setup(1, "Birchwood Housing", "birchwood.example") with { Status = "PENDING", SignInMethod = null, IsBranded = false },
        Setup(2, "Cedar Valley Hospital", "cedarvalley.example") with { SignInMethod = null },
        Setup(3, "Driftwood Resorts", "driftwood.example") with { SignInMethod = null },
        Setup(4, "Elmfield Council", "elmfield.example") with { SignInMethod = null },
        Setup(5, "Foxglove Cosmetics", "foxglove.example"),
        Setup(6, "Glenmore Distillers", "glenmore.example"),
        Setup(7, "Hazel Grove Clinics", "hazelgrove.example") with { SignInMethod = "SSO", SecondFactor = true },
        Setup(8, "Ivybridge Retail", "ivybridge.example") with { SignInMethod = "SSO", SecondFactor = true, IntakeDays = 9 },
    ];

    private static DemoClient[] Shut =>
    [
        Live("suspended-invoice", "Old Harbor Foods", "oldharbor.example", "STANDARD", "America/New_York", 1_300, DemoShapes.Shut) with
        {
            Status = "SUSPENDED", StatusReason = "Suspended since 3 November: invoices unpaid, by order of finance", StatusDays = 224, IntakeDays = null,
        },
        Live("suspended-takeover", "Kingfisher Leisure", "kingfisher.example", "ESSENTIAL", "Europe/Dublin", 700, DemoShapes.Shut) with
        {
            Status = "SUSPENDED", StatusReason = "An administrator's account was taken over; access is stopped until the client confirms its people", StatusDays = 3, IntakeDays = null,
        },
        Live("closed", "Lantern Street Press", "lanternstreet.example", "ESSENTIAL", "America/Chicago", 1_600, DemoShapes.Shut) with
        {
            Status = "CLOSED", StatusReason = "Contract ended", StatusDays = 75, IntakeDays = null,
        },
    ];

    private static DemoClient[] Migrations =>
    [
        Live("migration-start", "Mapleton Works", "client.example", "STANDARD", "America/New_York", 120, DemoMigrated.Start),
        Live("rollback", "Northfield Components", "northfield.example", "STANDARD", "America/Chicago", 300, DemoMigrated.InsideWindow),
        Live("rollback-past", "Ostrava Glass", "ostravaglass.example", "STANDARD", "Europe/Prague", 300, DemoMigrated.PastWindow) with { Language = "cs", Languages = ["cs", "en-GB"] },
        Live("docket", "Clearwater Civil Rights Office", "clearwaterrights.example", "STANDARD", "America/New_York", 200, DemoDocket.Build) with { Languages = ["en-US"] },
    ];

    private static DemoClient[] Hotline =>
    [
        Live("queue-412", "Brightwell Retail", "brightwell.example", "ENTERPRISE", "America/Los_Angeles", 800, DemoIntake.FourHundredTwelve),
        Live("german", "Bäcker & Straßer Maschinenbau", "baecker-strasser.example", "ENTERPRISE", "Europe/Berlin", 900, DemoIntake.German) with
        {
            Language = "de-DE", Languages = ["de-DE", "tr", "uk", "ar"],
        },
        Live("departed-handler", "Calder Rail", "calderrail.example", "STANDARD", "Europe/London", 950, DemoIntake.DepartedHandler) with { Language = "en-GB", Languages = ["en-GB"] },
        Live("every-state", "Dovetail Airports", "dovetail.example", "ENTERPRISE", "America/Denver", 640, DemoIntake.EveryState),
        Live("clearance", "Everly Trust Bank", "everlytrust.example", "ENTERPRISE", "America/New_York", 1_100, DemoIntake.Clearance) with { SecondFactor = true },
    ];

    private static DemoClient[] Names =>
    [
        Live("zone-kathmandu", "Himalaya Trek & Tea", "himalayatrek.example", "ESSENTIAL", "Asia/Kathmandu", 420, DemoShapes.Modest) with { Language = "ne", Languages = ["ne", "en-GB"] },
        Live("zone-lord-howe", "Harbor_Point Marine", "harborpoint.example", "ESSENTIAL", "Australia/Lord_Howe", 380, DemoShapes.Abandoning) with { Language = "en-AU", Languages = ["en-AU"] },
        Live("zone-london", "Harbor's Edge Hotels", "harborsedge.example", "STANDARD", "Europe/London", 610, DemoShapes.Surging) with { Language = "en-GB", Languages = ["en-GB"] },
        Live("zone-none", "100% Harvest Grains", "harvestgrains.example", "ESSENTIAL", null, 333, DemoShapes.Falling),
        Live("name-umlauts", "Größe & Weiß Optik", "groesse-weiss.example", "STANDARD", "Europe/Vienna", 505, DemoShapes.Leaving) with { Language = "de-AT", Languages = ["de-AT"] },
    ];

    private static DemoClient[] Inspector =>
    [
        Live("settings", "Harborline Logistics", "harborline.example", "STANDARD", "America/Chicago", 1_010, DemoShapes.SettingsOnAllLayers) with { SignInMethod = "SSO" },
        Live("tickets", "Harborstone Mutual", "harborstone.example", "STANDARD", "America/New_York", 730, DemoShapes.TicketsOfEveryKind),
        Live("reopened", "Harborview Senior Living", "harborview.example", "STANDARD", "America/Denver", 820, DemoShapes.ChangedPasts),
    ];

    private static DemoClient[] Small =>
    [
        Scored("small-1", "Acorn Day Nursery", "acornnursery.example", Tiny(1)),
        Scored("small-4", "Beechtree Vets", "beechtreevets.example", Tiny(4)),
        Scored("small-8", "Copperline Studio", "copperline.example", Tiny(8)),
        Scored("small-12", "Daisy Lane Hospice", "daisylane.example", Tiny(12)),
        Scored("small-18", "Ember Craft Brewing", "embercraft.example", Tiny(18)),
        Scored("small-25", "Finch & Co Solicitors", "finchco.example", Tiny(25)),
    ];

    /// <summary>80 / 60 / 90 / 41.7 / 70.</summary>
    private static DemoHealth Usual => new(new(100, 56))
    {
        Cases = (27, 15, 8), Campaigns = (200, 153), Features = (3, 12), Tickets = (0, 3, 0, 0),
    };

    private static DemoHealth Band(
        int enabled, int active, (int, int, int) cases, (int, int) campaigns, int used, (int, int, int, int) tickets, int? before = null) =>
        new(new(enabled, active) { ActiveBefore = before }) { Cases = cases, Campaigns = campaigns, Features = (used, 12), Tickets = tickets };

    private static DemoHealth Tiny(int accounts) => new(new(accounts, (accounts + 1) / 2) { Invited = 0, Disabled = 0 })
    {
        Cases = (2, 1, 0), Campaigns = (accounts, accounts * 2 / 3), Features = (2, 4), Tickets = (1, 0, 0, 0),
    };

    private static DemoClient Scored(string shape, string name, string domain, DemoHealth health, Action<DemoOffice>? more = null) =>
        Live(shape, name, domain, "STANDARD", "America/Chicago", 520 + (int)(DemoRandom.Hash(shape) % 700), office =>
        {
            health.Write(office);
            more?.Invoke(office);
        });

    private static DemoClient Setup(int level, string name, string domain) =>
        new($"not-live-{level}", name, domain, "STANDARD", "America/New_York", 60 + (10 * level), office => DemoShapes.NotLive(office, level));

    private static DemoClient Live(string shape, string name, string domain, string plan, string? zone, int ageDays, Action<DemoOffice> build) =>
        new(shape, name, domain, plan, zone, ageDays, build) { LiveDays = ageDays * 9 / 10, IntakeDays = ageDays * 9 / 10 };
}
