namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>One of the sixty, as the catalogue lists it.</summary>
/// <param name="Shape">The word its rows, texts and tests know it by.</param>
/// <param name="Zone">IANA zone; null where none is set.</param>
/// <param name="AgeDays">Days since it signed up.</param>
/// <param name="Build">Everything it has beside its organization row.</param>
internal sealed record DemoClient(
    string Shape, string Name, string Domain, string Plan, string? Zone, int AgeDays, Action<DemoOffice> Build)
{
    public string Status { get; init; } = "ACTIVE";

    public string? StatusReason { get; init; }

    /// <summary>Days since its present status.</summary>
    public int? StatusDays { get; init; }

    /// <summary>Days since the launch; null: not live.</summary>
    public int? LiveDays { get; init; }

    /// <summary>Days since its reports come to the desk; null: they do not.</summary>
    public int? IntakeDays { get; init; }

    public string? Language { get; init; } = "en-US";

    public string[] Languages { get; init; } = ["en-US", "es"];

    public string? SignInMethod { get; init; } = "PASSWORD";

    public bool SecondFactor { get; init; }

    public bool IsBranded { get; init; } = true;
}
