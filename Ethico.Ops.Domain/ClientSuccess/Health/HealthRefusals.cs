using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public static class HealthRefusals
{
    public static Refusal NightIsOn { get; } = new("night-on", "The night's run is computing at this moment. Try again in a few minutes.", RetryAfter: TimeSpan.FromMinutes(5));

    public static Refusal NotActive { get; } = new("not-active", "Only an active client is scored.");

    public static Refusal Conflict(string what) => new("conflict", $"Somebody changed this {what} meanwhile. Look at the new state; what you typed is still here.");

    /// <summary>A save over a state that another one's save has replaced.</summary>
    public static Refusal ConflictWith(string? who, string what) => new("conflict", $"{who ?? "Somebody"} changed this {what} meanwhile. Look at the new state; what you typed is still here.");

    /// <summary>The same, with who changed what, as far as that is known.</summary>
    public static Refusal ConflictWith(string what, IReadOnlyList<(string Who, IReadOnlyList<string> Fields)> changes) => changes switch
    {
        [] => Conflict(what),
        [var one] => new("conflict", $"{one.Who} changed this {what} meanwhile: {string.Join(", ", one.Fields)}. Look at the new state; what you typed is still here."),
        _ => new(
            "conflict",
            $"{string.Join(" and ", changes.Select(c => $"{c.Who} ({string.Join(", ", c.Fields)})"))} changed this {what} meanwhile. Look at the new state; what you typed is still here."),
    };

    public static Refusal GoneMeanwhile(string what) => new("conflict", $"Somebody took this {what} away meanwhile. What you typed is still here.");

    public static Refusal TooSoon(TimeSpan wait) => new(
        "too-many",
        string.Create(CultureInfo.InvariantCulture, $"It was computed a moment ago. Try again in {Math.Max(1, Math.Ceiling(wait.TotalMinutes)):0} minutes."),
        RetryAfter: wait);

    public static Refusal Wrong(string field, string sentence) => new(field, sentence, field);
}
