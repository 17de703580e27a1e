using System.Data.Common;
using Ethico.Ops.Infrastructure.Observability;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// The scheduler: one cluster over all portals of a database, its tables in schema <c>host</c>, reached with the application's
/// login and no door's role. It wakes; what a job does is owned by a row (DESIGN.md 4).
/// </summary>
public static class JobsRegistration
{
    /// <summary>Part of the key of the scheduler's rows: Sql/host/020-quartz.sql has the lock rows of this name.</summary>
    public const string SchedulerName = "ethico-ops";

    private const int Threads = 4;

    /// <param name="services">Where to register.</param>
    /// <param name="configuration"><c>Operations:TimeZone</c>: the zone nightly work is due in; America/New_York if not set.</param>
    /// <param name="connection">The application's own login, <c>ops_app</c>.</param>
    public static IServiceCollection AddOpsJobs(this IServiceCollection services, IConfiguration configuration, string connection)
    {
        var zone = OperationsZone.Read(configuration);
        // A pool of its own: a scheduler that waits takes no connection from people or from work.
        var own = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "ethico-ops-scheduler", MaxPoolSize = 8, Timeout = 5 }.ConnectionString;

        // A data source, for its name: metrics call a pool by its connection string else, with host and login.
        services.AddKeyedSingleton<DbDataSource>(SchedulerName, (_, _) => new NpgsqlDataSourceBuilder(own) { Name = "ethico-ops-scheduler" }.Build());
        services.AddSingleton<NightWaker>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = SchedulerName;
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceServiceKey = SchedulerName);
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
                store.ConfigureStore(options => options.TablePrefix = "host.qrtz_");
            });

            quartz.AddJobListener<JobMeter>();
            quartz.AddTriggerListener<MissedStarts>();

            quartz.ScheduleJob<AuditSealJob>(trigger => trigger
                .WithIdentity(AuditSealJob.Name)
                .WithCronSchedule("0 30 2 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<RollUpUsageJob>(trigger => trigger
                .WithIdentity("roll-up-usage").WithCronSchedule(NightWaker.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.ScheduleJob<ScoreClientsJob>(trigger => trigger
                .WithIdentity("score-clients").WithCronSchedule(NightWaker.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.ScheduleJob<BenchmarkClientsJob>(trigger => trigger
                .WithIdentity("benchmark-clients").WithCronSchedule(NightWaker.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.ScheduleJob<PurgeClientSuccessJob>(trigger => trigger
                .WithIdentity("purge-client-success").WithCronSchedule("0 30 4 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<PurgePlansJob>(trigger => trigger
                .WithIdentity(PurgePlansJob.Name)
                .WithCronSchedule("0 50 3 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<PurgeRowsJob>(trigger => trigger
                .WithIdentity(PurgeRowsJob.Name)
                .WithCronSchedule("0 45 3 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<PurgeFilesJob>(trigger => trigger
                .WithIdentity(PurgeFilesJob.Name)
                .WithCronSchedule("0 40 3 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<PurgeDraftsJob>(trigger => trigger
                .WithIdentity(PurgeDraftsJob.Name)
                .WithCronSchedule("0 50 3 * * ?", cron => cron.InTimeZone(zone)));
            quartz.ScheduleJob<SessionSweepJob>(trigger => trigger
                .WithIdentity("session-sweep")
                .WithCronSchedule("0/30 * * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.ScheduleJob<RunWakeJob>(trigger => trigger
                .WithIdentity(RunWakeJob.Name)
                .WithCronSchedule("0/10 * * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.ScheduleJob<RunSweepJob>(trigger => trigger
                .WithIdentity(RunSweepJob.Name)
                .WithCronSchedule("15 * * * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc)));
        });
        services.AddHostedService(provider => provider.GetRequiredService<RunWorker>());
        services.AddQuartzHostedService(hosted =>
        {
            // People first: the portal answers before the scheduler has joined its cluster, and is ready once it has.
            hosted.AwaitApplicationStarted = true;
            hosted.WaitForJobsToComplete = true;
        });
        services.AddHealthChecks().AddCheck<SchedulerCheck>("scheduler", tags: [ReadinessRegistration.Tag]);
        return services;
    }
}
