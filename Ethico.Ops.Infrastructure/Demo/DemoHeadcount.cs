namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>How many accounts a client has, and how many of the enabled ones were seen when (client-success.md 5.1, 5.4).</summary>
/// <param name="Enabled">Accounts in status ACTIVE.</param>
/// <param name="Active">Of these, with activity in the last 30 complete days.</param>
internal sealed record DemoHeadcount(int Enabled, int Active)
{
    /// <summary>Active in the 30 days before those; the same people where nothing changed.</summary>
    public int? ActiveBefore { get; init; }

    /// <summary>The last days on which every other person stayed away.</summary>
    public int AwayDays { get; init; }

    public int Invited { get; init; } = 2;

    public int Disabled { get; init; } = 3;

    /// <summary>Days back from which on anybody was active at all.</summary>
    public int? SinceDays { get; init; }
}
