using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>One client under construction: who it is, and the ids and instants everything of it is made from.</summary>
/// <param name="world">Where its rows go.</param>
/// <param name="client">What the catalogue says of it.</param>
internal sealed class DemoOffice(DemoWorld world, DemoClient client)
{
    public DemoWorld World { get; } = world;

    public DemoClient Client { get; } = client;

    public DemoRandom Random { get; } = world.RandomFor(client.Shape);

    public Guid Id { get; } = world.NextId("organization/" + client.Shape, world.Anchor.AddDays(-client.AgeDays));

    public List<DemoRows.Account> Accounts { get; } = [];

    public List<DemoRows.Category> Categories { get; } = [];

    public List<DemoRows.Location> Locations { get; } = [];

    /// <summary>Written together when the client is complete, so that they are numbered in the order they came in.</summary>
    public List<DemoReport> Reports { get; } = [];

    /// <summary>What can only be added once the cases stand; gets the newest one's id.</summary>
    public List<Action<Guid>> AfterCases { get; } = [];

    public Guid FallbackQueue { get; set; }

    /// <summary>When the client signed up.</summary>
    public DateTimeOffset Start => World.Anchor.AddDays(-Client.AgeDays);

    /// <summary>Days since it was suspended or closed; 0: its doors are open.</summary>
    public int ShutDays => Client.Status is "SUSPENDED" or "CLOSED" ? Client.StatusDays ?? 0 : 0;

    public IReadOnlyList<DemoRows.Account> Handlers => [.. Accounts.Where(account => account.MayHandleCases && account.Status is "ACTIVE")];

    public Guid NextId(string kind, DateTimeOffset at) => World.NextId(kind + "/" + Client.Shape, at);

    /// <summary>Whole seconds: what a fraction would survive of in the database is not what was computed here.</summary>
    public static DateTimeOffset Whole(DateTimeOffset at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, at.Offset);

    public DateTimeOffset Ago(double days) => World.Anchor - TimeSpan.FromSeconds(Math.Round(days * 86_400));

    /// <summary>An instant of a complete day: 0 is yesterday, the last one health figures know.</summary>
    /// <param name="day">How many days before yesterday.</param>
    /// <param name="hoursFromNoon">−11 … 11, so that it stays on that UTC day.</param>
    public DateTimeOffset OnDay(int day, double hoursFromNoon = 0) => Ago(1 + day - hoursFromNoon / 24);

    public DateOnly DateAgo(double days) => DateOnly.FromDateTime(Ago(days).UtcDateTime);

    public DemoRows.Category CategoryOf(string standardCode) =>
        Categories.First(category => string.Equals(category.StandardCode, standardCode, StringComparison.Ordinal));

    public DemoRows.Location AddLocation(string name, string? code = null, string? city = null, string? state = null, string? country = null)
    {
        var location = new DemoRows.Location
        {
            OrganizationId = Id,
            Id = NextId("location", Start),
            Code = code,
            Name = name,
            NameKey = NameFolding.Fold(name),
            City = city,
            State = state,
            Country = country,
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        Locations.Add(location);
        World.Add(location);
        return location;
    }

    public DemoRows.Category AddCategory(
        string name, string? standardCode, string? overlay = null, Guid? parent = null, bool requiresClearance = false, Guid? queue = null)
    {
        var category = new DemoRows.Category
        {
            OrganizationId = Id,
            Id = NextId("category", Start),
            ParentId = parent,
            Name = name,
            NameKey = NameFolding.Fold(name),
            StandardCode = standardCode,
            Overlay = overlay,
            RequiresClearance = requiresClearance,
            QueueId = queue,
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        Categories.Add(category);
        World.Add(category);
        return category;
    }

    public Guid AddQueue(string name, bool isFallback = false)
    {
        var id = NextId("queue", Start);
        World.Add(new DemoRows.Queue { OrganizationId = Id, Id = id, Name = name, IsFallback = isFallback, IsActive = true });
        if (isFallback)
            FallbackQueue = id;
        return id;
    }
}
