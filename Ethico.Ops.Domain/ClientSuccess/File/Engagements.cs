using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What was talked about with a client (client-success.md 3.4).</summary>
[UseCase]
public sealed class Engagements(AccessGate gate, IEngagements engagements, TimeProvider clock)
{
    public const int SubjectMost = 200;
    public const int NotesMost = 10_000;

    public static readonly IReadOnlyList<string> Kinds =
        ["CALL", "EMAIL", "MEETING", "QBR", "TRAINING", "ONBOARDING", "ESCALATION", "EXECUTIVE", "NOTE", "OTHER"];

    public static readonly IReadOnlyList<string> Outcomes = ["SUCCESS", "ISSUE", "EXPANSION", "RISK", "FOLLOW_UP", "NONE"];

    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<IReadOnlyList<EngagementView>>> ListAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "Engagements"), tenant,
        () => engagements.ListAsync(ClientScope.Of(caller), tenant, caller.Id, 500, ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Guid>> LogAsync(Caller caller, OrganizationId tenant, EngagementEdit edit, CancellationToken ct) => ActAsync(
        caller, AuditAction.LogEngagement, tenant, Check(edit), act => engagements.LogAsync(caller, act, BookOf(caller), tenant, Fit(edit), ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Done>> CorrectAsync(Caller caller, OrganizationId tenant, EngagementEdit edit, CancellationToken ct) => ActAsync(
        caller, AuditAction.CorrectEngagement, tenant, Check(edit), act => engagements.CorrectAsync(caller, act with { EntityId = edit.Id?.ToString() }, BookOf(caller), tenant, Fit(edit), ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Done>> AddAsync(Caller caller, OrganizationId tenant, Guid engagement, string text, CancellationToken ct) => ActAsync(
        caller, AuditAction.CorrectEngagement, tenant,
        text?.Trim().Length is >= 1 and <= NotesMost ? null : HealthRefusals.Wrong("text", "Write 1 to 10,000 characters."),
        act => engagements.AddAsync(caller, act with { EntityId = engagement.ToString() }, BookOf(caller), tenant, engagement, text!.Trim(), ct), ct);

    private Refusal? Check(EngagementEdit edit) => edit switch
    {
        _ when !Kinds.Contains(edit.Kind, StringComparer.Ordinal) => HealthRefusals.Wrong("kind", "Choose one of the listed kinds."),
        _ when edit.Subject?.Trim().Length is not (>= 1 and <= SubjectMost) => HealthRefusals.Wrong("subject", "A subject has 1 to 200 characters."),
        { Notes.Length: > NotesMost } => HealthRefusals.Wrong("notes", "Keep the notes within 10,000 characters."),
        _ when edit.HappenedAt > clock.GetUtcNow().AddDays(1) => HealthRefusals.Wrong("happenedAt", "Not more than a day in the future."),
        _ when DateOnly.FromDateTime(edit.HappenedAt.UtcDateTime) < MeantDays.First => HealthRefusals.Wrong("happenedAt", "Not before the year 2000."),
        { Minutes: < 0 or > 1440 } => HealthRefusals.Wrong("minutes", "Between 0 and 1,440 minutes."),
        _ when !Outcomes.Contains(edit.Outcome, StringComparer.Ordinal) => HealthRefusals.Wrong("outcome", "Choose one of the listed outcomes."),
        _ => null,
    };

    private static EngagementEdit Fit(EngagementEdit edit) => edit with { Subject = edit.Subject.Trim(), Contacts = edit.Contacts ?? [] };

    private static ClientScope BookOf(Caller caller) => ClientScope.Of(caller, Permission.LogEngagement);

    private async Task<Outcome<T>> ActAsync<T>(
        Caller caller, AuditAction action, OrganizationId tenant, Refusal? fault, Func<AuditAct, Task<Outcome<T>>> work, CancellationToken ct)
    {
        var act = ClientReads.Act(action, tenant, "Engagement");
        if (await gate.AskAsync(caller, Permission.LogEngagement, act, tenant, ct) is { } refused)
            return refused;
        if (fault is not null)
            return await gate.RefuseAsync(caller, act, fault, tenant, ct);
        var done = await work(act);
        return done.IsAllowed ? done : await gate.RefuseAsync(caller, act, done.Refusal, tenant, ct);
    }
}
