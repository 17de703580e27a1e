using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>What a reveal is called.</summary>
internal static class RevealWording
{
    public static string Verb(RevealGroup group) => group switch
    {
        RevealGroup.Identity => "Reveal name",
        RevealGroup.Contact => "Reveal contact",
        RevealGroup.Employment => "Reveal employment",
        _ => "Reveal reporter",
    };

    /// <summary>One sentence on what will be seen.</summary>
    public static string What(RevealTargetKind kind, RevealGroup group)
    {
        var fields = RevealRules.Fields(kind, group).Select(Field).Select(f => char.ToLowerInvariant(f[0]) + f[1..]).ToList();
        return fields.Count < 2 ? $"Shows the {string.Concat(fields)}." : $"Shows {string.Join(", ", fields.Take(fields.Count - 1))} and {fields[^1]}.";
    }

    public static string Field(string name) => name switch
    {
        "display_name" or "full_name" => "Name",
        "first_name" => "First name",
        "last_name" => "Last name",
        "email" => "Mail address",
        "phone" => "Phone",
        "employee_id" => "Employee number",
        "job_title" => "Title",
        "department" => "Department",
        "manager" => "Manager",
        "company" => "Company",
        "reporter_reference" => "Reporter's reference",
        "reporter_relationship" => "Relationship",
        _ => name,
    };
}
