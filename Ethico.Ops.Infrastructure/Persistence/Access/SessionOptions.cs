namespace Ethico.Ops.Infrastructure.Persistence.Access;

/// <summary>What an installation may set about sessions.</summary>
internal sealed record SessionOptions
{
    /// <summary>How long a session may lie idle (`Access:IdleMinutes`, default 30).</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}
