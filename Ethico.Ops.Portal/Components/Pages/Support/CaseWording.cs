using System.Globalization;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>How the workspace says what a case is.</summary>
internal static class CaseWording
{
    public static TagTone Tone(this CaseSeverity severity) => severity switch
    {
        CaseSeverity.Critical => TagTone.Bad,
        CaseSeverity.High => TagTone.Caution,
        CaseSeverity.Medium => TagTone.Info,
        _ => TagTone.Unknown,
    };

    public static TagTone Tone(this IntegrationHealth health) => health switch
    {
        IntegrationHealth.Good => TagTone.Good,
        IntegrationHealth.Failing => TagTone.Bad,
        IntegrationHealth.Unproven => TagTone.Caution,
        _ => TagTone.Unknown,
    };

    public static string Words(this IntegrationHealth health) => health switch
    {
        IntegrationHealth.Unproven => "Never tried",
        _ => health.Word(),
    };

    public static string Words(this IntegrationKind kind) => kind switch
    {
        IntegrationKind.Sso => "Single sign-on",
        IntegrationKind.Hris => "HR feed",
        IntegrationKind.Api => "API",
        _ => kind.Word(),
    };

    public static string Words(this SignInMethod method) => method is SignInMethod.Sso ? "Single sign-on" : "Password";

    public static string Words(this ActorKind by) => by switch
    {
        ActorKind.Client => "Client",
        ActorKind.Staff => "Ethico",
        ActorKind.Impersonated => "Ethico, in a session",
        ActorKind.Machine => "Machine",
        _ => "Test",
    };

    /// <summary>What stands at the end of a row: the few things that make a case unlike the others.</summary>
    public static string Flags(CaseRow row) => string.Join(" · ", Flagged(row));

    /// <summary>"2 d"; nothing where the closing date is not known.</summary>
    public static string Age(TimeSpan? age) => age is { } span ? Spans.Age(span < TimeSpan.FromDays(1) ? span : TimeSpan.FromDays(Math.Floor(span.TotalDays))) : "–";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MiB"),
    };

    /// <summary>A fact of the time line: a code in words, an instant as a day, anything else as it is.</summary>
    public static string Fact(string stored)
    {
        if (DateTimeOffset.TryParse(stored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && stored.Length >= 10)
            return at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return stored.All(c => char.IsAsciiLetterUpper(c) || c is '_') ? Wording.Of(stored) : stored;
    }

    private static IEnumerable<string> Flagged(CaseRow row)
    {
        if (row.IsOverdue)
            yield return "overdue";
        if (row.IsAnonymous is true)
            yield return "anonymous";
        if (row.People > 0)
            yield return Wording.Count(row.People, "person", "people");
        if (row.IsImported)
            yield return "imported";
        if (row.IsTest)
            yield return "test";
    }
}
