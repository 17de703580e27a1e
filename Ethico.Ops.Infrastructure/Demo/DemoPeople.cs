using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The client's own people: accounts, how their state came about, and when they signed in.</summary>
internal static class DemoPeople
{
    private const int HandlersAtMost = 7;

    public static void AddPeople(this DemoOffice office, DemoHeadcount count)
    {
        var first = office.Random.Below(4_000);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var total = count.Enabled + count.Invited + count.Disabled;
        Guid? administrator = null;
        for (var i = 0; i < total; i++)
        {
            var status = i < count.Enabled ? "ACTIVE" : i < count.Enabled + count.Invited ? "INVITED" : "DISABLED";
            List<int> activity = status is "ACTIVE" ? [.. DaysActive(count, i).Where(day => day >= office.ShutDays)] : [];
            var name = DemoNames.Person(first + i);
            var account = Account(office, i, status, name, Address(office, name, taken), activity, administrator);
            administrator ??= account.Id;
            office.Add(account, i, activity);
        }
    }

    /// <summary>An account as a shape needs it: written with its history, and its sign-ins where it has any.</summary>
    public static void Add(this DemoOffice office, DemoRows.Account account, int number, IReadOnlyList<int> activity)
    {
        office.Accounts.Add(account);
        office.World.Add(account);
        AddHistory(office, account);
        foreach (var at in activity.Select(day => SignInAt(office, number, day)).Where(at => at >= account.CreatedAt))
            office.AddUsage("CLIENT", at, "SIGN_IN", account.Id);
    }

    public static DemoRows.Account Account(
        DemoOffice office, int number, string status, (string First, string Last) name, string email, IReadOnlyList<int> activity, Guid? manager)
    {
        var created = office.Start.AddDays(Math.Min(number % 200, office.Client.AgeDays / 3));
        var handles = number < Math.Max(1, Math.Min(HandlersAtMost, office.Client.AgeDays));
        var display = $"{name.First} {name.Last}";
        DateTimeOffset? lastSignIn = activity.Count > 0 ? SignInAt(office, number, activity.Min()) : null;
        return new()
        {
            OrganizationId = office.Id,
            Id = office.NextId("account", created),
            Role = RoleOf(number),
            Status = status,
            DisplayName = display,
            NameKey = NameFolding.Fold(display),
            Email = email,
            EmailHash = office.World.MailHashOf(email),
            EmailDomain = email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..],
            Phone = number % 3 == 0 ? $"+1 {DemoNames.AreaCodes[number % 10]} 555 01{number % 100:00}" : null,
            EmployeeId = number % 10 == 9 ? null : $"E{10_000 + number}",
            JobTitle = number < 3 ? "Compliance officer" : DemoNames.Titles[number % DemoNames.Titles.Length],
            ManagerId = manager,
            SecondFactor = status is "INVITED" ? "NONE" : (number % 5) switch { 0 => "APP", 1 => "KEY", _ => office.Client.SecondFactor ? "APP" : "NONE" },
            Languages = number % 4 == 0 ? office.Client.Languages : [],
            MayHandleCases = handles,
            AbsentUntil = number == 5 ? office.DateAgo(-9) : null,
            LastSignInAt = lastSignIn,
            LastSignInMethod = lastSignIn is null ? null : office.Client.SignInMethod ?? "PASSWORD",
            CreatedAt = created,
            UpdatedAt = lastSignIn ?? created,
        };
    }

    private static string RoleOf(int number) => number switch
    {
        0 => "ADMINISTRATOR",
        1 or 2 => "COMPLIANCE_LEAD",
        < HandlersAtMost => "INVESTIGATOR",
        _ => number % 211 == 0 ? "ADMINISTRATOR" : "EMPLOYEE",
    };

    private static string Address(DemoOffice office, (string First, string Last) name, HashSet<string> taken)
    {
        var local = NameFolding.Fold($"{name.First} {name.Last}").Replace(' ', '.');
        var unique = local;
        for (var again = 2; !taken.Add(unique); again++)
            unique = FormattableString.Invariant($"{local}{again}");
        return $"{unique}@{office.Client.Domain}";
    }

    // Weekly for eleven weeks, which puts everybody into each 30-day window the trend looks at; before that once a month for a year.
    private static IEnumerable<int> DaysActive(DemoHeadcount count, int number)
    {
        var before = count.ActiveBefore ?? count.Active;
        var since = count.SinceDays ?? 390;
        IEnumerable<int> days =
            number < Math.Min(count.Active, before) ? Weekly(number % 7, 77).Concat(Monthly(number, 92))
            : number < count.Active ? Weekly(number % 7, 21)
            // The last time on day 37 to 41: in every window that ends four weeks ago, in none that ends this week.
            : number < before ? Weekly(37 + number % 5, 85).Concat(Monthly(number, 100))
            : number % 3 == 0 ? Monthly(number, 130).Take(3) : [];
        return days.Where(day => day < since && (day >= count.AwayDays || number % 2 == 0));
    }

    private static IEnumerable<int> Weekly(int from, int until)
    {
        for (var day = from; day < until; day += 7)
            yield return day;
    }

    private static IEnumerable<int> Monthly(int number, int from)
    {
        for (var day = from + number % 30; day < 390; day += 30)
            yield return day;
    }

    private static DateTimeOffset SignInAt(DemoOffice office, int number, int day) => office.OnDay(day, number * 37 % 600 / 60.0);

    private static void AddHistory(DemoOffice office, DemoRows.Account account)
    {
        Add(account.CreatedAt, "INVITED");
        if (account.Status is "INVITED")
            return;

        Add(account.CreatedAt.AddMinutes(95), "ACTIVE");
        if (account.Status is "DISABLED")
            Add(account.CreatedAt.AddDays((office.World.Anchor - account.CreatedAt).TotalDays / 2), "DISABLED");

        void Add(DateTimeOffset from, string status) => office.World.Add(new DemoRows.AccountStatus
        {
            OrganizationId = office.Id,
            AccountId = account.Id,
            FromAt = DemoOffice.Whole(from),
            Status = status,
            RecordedAt = DemoOffice.Whole(from),
        });
    }
}
