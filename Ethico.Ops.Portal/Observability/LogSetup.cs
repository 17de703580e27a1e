using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.JSInterop;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Ethico.Ops.Portal.Observability;

/// <summary>Structured JSON on standard output, one record a line, and where <c>Logging:File</c> asks for it a rolling file as well.</summary>
internal static class LogSetup
{
    private const int QueueLength = 10_000;
    private const long FileBytes = 50 * 1024 * 1024;

    /// <param name="configuration">Reads <c>Logging:Level</c> (Information) and <c>Logging:File</c> (false).</param>
    /// <param name="contentRoot">From where the data folder is found.</param>
    /// <param name="also">A further sink behind redaction and queue: how a test reads what was logged.</param>
    public static Logger Create(IConfiguration configuration, string contentRoot, ILogEventSink? also = null)
    {
        var behind = new LoggerConfiguration().MinimumLevel.Verbose()
            .WriteTo.Console(new CompactJsonFormatter());
        if (configuration.GetValue<bool>("Logging:File"))
        {
            var path = Path.Combine(OpsPaths.DataPath(configuration, contentRoot), "logs", "portal-.json");
            behind = behind.WriteTo.File(
                new CompactJsonFormatter(), path, rollingInterval: RollingInterval.Day, fileSizeLimitBytes: FileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: 14);
        }

        if (also is not null)
            behind = behind.WriteTo.Sink(also);

        var level = Enum.TryParse<LogEventLevel>(configuration["Logging:Level"], ignoreCase: true, out var asked) ? asked : LogEventLevel.Information;
        return new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Error)
            // In Development keys are stored as they are, on purpose; elsewhere the start refuses.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            // Somebody closed the window while the page was about to tell the browser something: the framework calls it an unhandled error of
            // the circuit, and nobody can mend it.
            .Filter.ByExcluding(e => e.Exception is JSDisconnectedException)
            .Enrich.FromLogContext()
            .Enrich.WithProperty("Service", "ethico-ops-portal")
            .WriteTo.Sink(new RedactingSink(new BoundedSink(behind.CreateLogger(), QueueLength)))
            .CreateLogger();
    }
}
