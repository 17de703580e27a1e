using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public static class HealthRefusals
{
    public static Refusal NightIsOn { get; } = new("night-on", "The night's run is computing at this moment. Try again in a few minutes.", RetryAfter: TimeSpan.FromMinutes(5));

    public static Refusal NotActive { get; } = new("not-active", "Only an active client is scored.");

    public static Refusal TooSoon(TimeSpan wait) => new(
        "too-many",
        string.Create(CultureInfo.InvariantCulture, $"It was computed a moment ago. Try again in {Math.Max(1, Math.Ceiling(wait.TotalMinutes)):0} minutes."),
        RetryAfter: wait);

    public static Refusal Wrong(string field, string sentence) => new(field, sentence, field);
}
