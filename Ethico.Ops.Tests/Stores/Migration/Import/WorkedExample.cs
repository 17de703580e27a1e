using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>The tenant and the staged rows of migration.md 10.</summary>
internal sealed record WorkedExample(StagedRun Run, Guid Queue, IReadOnlyDictionary<string, Guid> Categories, IReadOnlyDictionary<string, Guid> Locations)
{
    public static async Task<WorkedExample> MakeAsync(World world, OrganizationId? into = null)
    {
        var tenant = into ?? await world.TenantAsync($"Client {Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
        var office = await ClientOffice.MakeAsync(world.Database, tenant);
        var run = await StagedRun.MakeAsync(world, tenant);
        var refs = new (string Name, Guid? Id)[]
        {
            ("Harassment", office.Categories["Harassment"]), ("Travel and expense abuse", null), ("Theft", office.Categories["Theft"]),
            ("Fraud", office.Categories["Fraud"]), ("Retaliation", office.Categories["Retaliation"]), ("Conflict of Interest", office.Categories["Conflict of Interest"]),
        };
        for (var i = 0; i < refs.Length; i++)
            await run.ReferAsync("CATEGORY", i + 1, refs[i].Name, refs[i].Id);
        await run.ReferAsync("LOCATION", 1, "Plant 1", office.Locations["Plant 1"]);
        await run.ReferAsync("LOCATION", 2, "Plant 2", office.Locations["Plant 2"]);
        await run.ReferAsync("LOCATION", 3, "Plant 3");
        await run.StageAsync(
            new("2023-001")
            {
                ReportReference = "88001", Received = At(2023, 3, 4, 5), Closed = At(2023, 5, 10, 4), Status = "CLOSED", Outcome = "SUBSTANTIATED", Severity = "HIGH", Category = 1, Location = 1,
                Anonymous = false, ReporterType = "IDENTIFIED", Handler = office.Leads[0], Details = "Shouting; threats; door blocked", Investigation = "Two witnesses heard",
                People = [new("REPORTER", "Reporter One")],
            },
            new("2023-002")
            {
                ReportReference = "88002", Received = At(2023, 4, 5, 4), Closed = At(2023, 4, 20, 4), Status = "CLOSED", Outcome = "DISMISSED", Category = 2, Location = 1,
                Anonymous = true, ReporterType = "ANONYMOUS", Handler = office.Leads[1], Details = "Mileage claimed twice",
            },
            new("2023-003")
            {
                ReportReference = "88003", Received = At(2023, 6, 7, 4), Severity = "MEDIUM", Category = 3, Location = 2, Anonymous = true, ReporterType = "ANONYMOUS",
                Handler = office.Leads[0], Details = "Tools missing, \"again\"", Investigation = "Camera data requested",
            },
            new("2023-004")
            {
                ReportReference = "88004", Received = At(2023, 7, 8, 4), Status = "ON_HOLD", Severity = "HIGH", Category = 4, Location = 2, Anonymous = false, ReporterType = "IDENTIFIED",
                Queue = office.Queue, LeadText = "nobody@client.example", Details = "Invoices split to stay low", People = [new("REPORTER", "Reporter Two")],
            },
            new("2023-005")
            {
                State = "SKIPPED", SkipCode = "BY_PERSON", ReportReference = "88005", Status = "CLOSED", Outcome = "NOT_RECORDED", Severity = null, Category = 6, Location = 1,
                Queue = office.Queue, Details = "Supplier owned by a relative",
            },
            new("2023-006")
            {
                ReportReference = "88006", Received = At(2023, 8, 9, 4), Status = "NEW", Severity = "CRITICAL", Category = 5, Location = 3, Handler = office.Leads[0], Details = "Shift changed after report",
            });
        return new(run, office.Queue, office.Categories, office.Locations);
    }

    /// <summary>The same rows in a second run: what its plan says.</summary>
    public async Task<Ethico.Ops.Domain.Migration.PlanCounts> AgainAsync(World world)
    {
        var second = await Run.CopyAsync(world);
        return (await second.PlanAsync()).Counts;
    }

    public Task<long> CountAsync(string table, string column = "migration_run_id") =>
        Run.Database.ValueAsync<long>($"select count(*) from {table} where {column} = $1", Run.Run.Value);

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
