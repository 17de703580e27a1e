using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal;

/// <summary>
/// Every place where unsaved typing is kept. What is typed inside a tenant names it, and opens only inside it; pages of client success are
/// outside any tenant, hold nothing of a report, and name the client in the key.
/// </summary>
internal static class DraftPlaces
{
    public static DraftPlace Enter { get; } = new("enter-reason");

    public static DraftPlace EnterTicket { get; } = new("enter-ticket");

    public static DraftPlace HealthModel { get; } = new("health-model");

    public static DraftPlace Write(OrganizationId? tenant) => new($"write-reason:{tenant}", tenant);

    public static DraftPlace Extend(OrganizationId? tenant) => new($"extend-reason:{tenant}", tenant);

    public static DraftPlace Setting(OrganizationId? tenant, string key) => new($"setting:{tenant}:{key}", tenant);

    public static DraftPlace Transform(OrganizationId? tenant, RunId run, string target) => new($"run-map:{run}:{target}", tenant);

    public static DraftPlace RowFix(OrganizationId? tenant, RunId run, string what) => new($"run-fix:{run}:{what}", tenant);

    public static DraftPlace SignOff(OrganizationId? tenant, RunId run) => new($"run-sign:{run}", tenant);

    public static DraftPlace RunReason(OrganizationId? tenant, string word, RunId run) => new($"run-{word}:{run}", tenant);

    /// <param name="engagement">What is corrected; null: a new one.</param>
    public static DraftPlace Engagement(OrganizationId client, Guid? engagement = null) => new($"engagement:{client}:{engagement}");

    public static DraftPlace Subject(OrganizationId client, Guid? engagement = null) => new($"engagement-subject:{client}:{engagement}");

    /// <summary>The small fields beside subject and notes, as one text.</summary>
    public static DraftPlace EngagementFields(OrganizationId client, Guid? engagement = null) => new($"engagement-fields:{client}:{engagement}");

    public static DraftPlace Addendum(Guid engagement) => new($"addendum:{engagement}");

    public static DraftPlace Override(OrganizationId client) => new($"override:{client}");

    public static DraftPlace OverrideFields(OrganizationId client) => new($"override-fields:{client}");

    public static DraftPlace ClientFile(OrganizationId client) => new($"client-file:{client}");

    /// <param name="contact">Who is edited; null: a new one.</param>
    public static DraftPlace Contact(OrganizationId client, Guid? contact = null) => new($"contact:{client}:{contact}");

    public static DraftPlace AlertThresholds { get; } = new("alert-thresholds");

    public static DraftPlace Playbook(string rule) => new($"playbook:{rule}");

    /// <param name="part">notes or next-steps.</param>
    public static DraftPlace Review(OrganizationId client, string part) => new($"review:{client}:{part}");

    public static DraftPlace Dismissal(Guid alert) => new($"dismiss:{alert}");
}
