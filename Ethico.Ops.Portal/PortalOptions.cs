using Serilog.Core;

namespace Ethico.Ops.Portal;

/// <summary>What a start of the portal is given beside its configuration: by the command line, or by a test.</summary>
public sealed record PortalOptions
{
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Development, Production…; null: as the process environment says.</summary>
    public string? Environment { get; init; }

    /// <summary>Laid over every other source of configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The clock of this process; null: the machine's. The database has its own.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>A further sink behind redaction and queue: how a test reads what was logged.</summary>
    internal ILogEventSink? AlsoLogTo { get; init; }

    /// <summary>Where <c>wwwroot</c> and settings files are; null: the working folder.</summary>
    public string? ContentRoot { get; init; }
}
