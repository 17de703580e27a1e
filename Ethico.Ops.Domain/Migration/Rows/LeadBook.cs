using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Who a lead's cell means: what a person chose, else exact e-mail, then employee number, then full name if exactly one active
/// user has it (migration.md 4.3). Never anyone by likeness.
/// </summary>
internal sealed class LeadBook
{
    private readonly Dictionary<string, TenantUser> byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TenantUser> byEmployee = new(StringComparer.Ordinal);
    private readonly ILookup<string, TenantUser> byName;
    private readonly Dictionary<string, string?> chosen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lead> known = new(StringComparer.Ordinal);

    public LeadBook(IReadOnlyList<TenantUser> users, IReadOnlyList<LeadChoice> choices)
    {
        foreach (var user in users)
        {
            byEmail.TryAdd(user.Email, user);
            if (user.EmployeeId is { } employee)
                byEmployee.TryAdd(employee, user);
        }

        byName = users.Where(u => u.IsActive).ToLookup(u => u.NameKey, StringComparer.Ordinal);
        foreach (var choice in choices)
            chosen[NameFolding.Fold(choice.SourceValue)] = choice.Email;
    }

    public Lead Of(string text)
    {
        if (!known.TryGetValue(text, out var lead))
        {
            lead = Find(text.Trim());
            if (known.Count < 20_000)
                known.Add(text, lead);
        }

        return lead;
    }

    private Lead Find(string text)
    {
        var key = NameFolding.Fold(text);
        if (chosen.TryGetValue(key, out var email))
            return email is null ? new(null, LeadFate.Unknown) : Active(byEmail.GetValueOrDefault(email));
        if (byEmail.TryGetValue(text, out var user) || byEmployee.TryGetValue(text, out user))
            return Active(user);
        var named = byName[key].Take(2).ToArray();
        return named.Length switch
        {
            0 => new(null, LeadFate.Unknown),
            1 => new(named[0], LeadFate.Found),
            _ => new(null, LeadFate.Several),
        };
    }

    private static Lead Active(TenantUser? user) => user is { IsActive: true } ? new(user, LeadFate.Found) : new(null, LeadFate.Unknown);

    internal readonly record struct Lead(TenantUser? User, LeadFate Fate);

    internal enum LeadFate
    {
        Found,
        Unknown,
        Several,
    }
}
