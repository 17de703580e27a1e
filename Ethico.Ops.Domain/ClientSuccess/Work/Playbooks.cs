using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What an alert asks people to do (client-success.md 3.5).</summary>
[UseCase]
public sealed class Playbooks(AccessGate gate, IPlaybooks playbooks)
{
    public const int StepsMost = 20;
    public const int TitleMost = 200;
    public const int DueInMost = 60;

    /// <summary>One for every rule, written or not, in the order of the rules.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<IReadOnlyList<Playbook>>> ListAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewHealth) { EntityType = "Playbooks" };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        var written = await playbooks.ListAsync(ct);
        return written.Map<IReadOnlyList<Playbook>>(all =>
            [.. Enum.GetValues<AlertRule>().Select(rule => all.FirstOrDefault(p => p.Rule == rule) ?? new Playbook(rule, IsActive: false, 0, []))]);
    }

    /// <summary>Counts for alerts that open from now on.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<Done>> SaveAsync(Caller caller, Playbook playbook, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.EditPlaybook) { EntityType = "Playbook", EntityId = Enum.GetName(playbook.Rule) };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        var trimmed = playbook with { Steps = [.. playbook.Steps.Select(s => s with { Title = s.Title.Trim() })] };
        if (Fault(trimmed) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        var saved = await playbooks.SaveAsync(caller, act, trimmed, ct);
        return saved.IsAllowed ? saved : await gate.RefuseAsync(caller, act, saved.Refusal, tenant: null, ct);
    }

    private static Refusal? Fault(Playbook playbook) =>
        !Enum.IsDefined(playbook.Rule) ? HealthRefusals.Wrong("rule", "There is no such alert.")
        : playbook.Steps.Count > StepsMost ? HealthRefusals.Wrong("steps", "A playbook has at most 20 steps.")
        : playbook.IsActive && playbook.Steps.Count == 0 ? HealthRefusals.Wrong("steps", "Give it a step, or switch it off.")
        : playbook.Steps.Any(s => s.Title.Length is 0 or > TitleMost) ? HealthRefusals.Wrong("title", "Say what to do in 1 to 200 characters.")
        : playbook.Steps.Any(s => s.DueIn is < 0 or > DueInMost) ? HealthRefusals.Wrong("due", "A task is due within 0 to 60 working days.")
        : playbook.Steps.Any(s => s.Owner is { } role && role is not (Role.ClientSuccess or Role.PlatformAdmin)) ? HealthRefusals.Wrong("owner", "Tasks go to the lead, to client success or to administrators.")
        : null;
}
