using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Which groups a record has, which fields a group shows, and when it may be shown (support.md 5.1).</summary>
public static class RevealRules
{
    /// <summary>How long a revealed group stays on the screen, by the database's clock.</summary>
    public static readonly TimeSpan VisibleFor = TimeSpan.FromMinutes(5);

    private static readonly string[] OfReporter =
        ["full_name", "first_name", "last_name", "email", "phone", "employee_id", "job_title", "department", "company"];

    /// <summary>The fields an act shows; empty where the record has no such group.</summary>
    public static IReadOnlyList<string> Fields(RevealTargetKind kind, RevealGroup group) => (kind, group) switch
    {
        (RevealTargetKind.Account, RevealGroup.Identity) => ["display_name"],
        (RevealTargetKind.Account, RevealGroup.Contact) => ["email", "phone"],
        (RevealTargetKind.Account, RevealGroup.Employment) => ["employee_id", "job_title", "manager"],
        (RevealTargetKind.Person, RevealGroup.Identity) => ["full_name", "first_name", "last_name"],
        (RevealTargetKind.Person, RevealGroup.Contact) => ["email", "phone"],
        (RevealTargetKind.Person, RevealGroup.Employment) => ["employee_id", "job_title", "department", "company"],
        (RevealTargetKind.Person, RevealGroup.Reporter) => OfReporter,
        (RevealTargetKind.Report, RevealGroup.Reporter) =>
            ["reporter_reference", "reporter_relationship", "full_name", "email", "phone", "employee_id", "job_title", "department", "company"],
        _ => [],
    };

    /// <summary>What a page may offer of a person in a case, by the groups that hold something.</summary>
    public static IReadOnlyList<RevealGroup> OfPerson(IReadOnlyCollection<PersonRole> roles, bool hasName, bool hasContact, bool hasEmployment)
    {
        if (roles.Contains(PersonRole.Reporter))
            return [RevealGroup.Reporter];
        List<RevealGroup> groups = [];
        if (hasName)
            groups.Add(RevealGroup.Identity);
        if (hasContact)
            groups.Add(RevealGroup.Contact);
        if (hasEmployment)
            groups.Add(RevealGroup.Employment);
        return groups;
    }

    /// <summary>Anonymous: none, because no identity exists.</summary>
    public static IReadOnlyList<RevealGroup> OfReport(ReporterKind reporter, bool? isAnonymous, bool namesSomebody) =>
        reporter is ReporterKind.Anonymous || isAnonymous is true || !namesSomebody ? [] : [RevealGroup.Reporter];

    /// <summary>Before any row is read. Null: go on.</summary>
    public static Refusal? CheckGroup(RevealTargetKind kind, RevealGroup group) =>
        Fields(kind, group).Count > 0 ? null : SupportRefusals.GroupNotHere;

    /// <summary>With the facts of the record. Null: show it.</summary>
    public static Refusal? Decide(RevealTargetKind kind, RevealGroup group, RevealFacts facts)
    {
        if (facts.IsAnonymous)
            return SupportRefusals.Anonymous;
        if (kind is RevealTargetKind.Person && facts.IsReporterHere && group is not RevealGroup.Reporter)
            return SupportRefusals.ReporterGroupOnly;
        if (kind is RevealTargetKind.Person && !facts.IsReporterHere && group is RevealGroup.Reporter)
            return SupportRefusals.GroupNotHere;
        return (group is RevealGroup.Reporter || facts.IsReporterAnywhere) && !facts.HasTicket ? SupportRefusals.ReporterNeedsTicket : null;
    }
}
