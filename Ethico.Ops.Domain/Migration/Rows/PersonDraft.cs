using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One of the people of a row, field by field.</summary>
internal sealed class PersonDraft(string role)
{
    public string Role { get; } = role;

    public string? FullName;
    public string? FirstName;
    public string? LastName;
    public string? Email;
    public string? Phone;
    public string? EmployeeId;
    public string? JobTitle;
    public string? Department;
    public string? Company;

    /// <summary>What makes an anonymous reporter known (MIG-ANO-001).</summary>
    public bool HasIdentity => FullName is not null || FirstName is not null || LastName is not null || Email is not null || Phone is not null;

    public bool IsEmpty => !HasIdentity && EmployeeId is null;

    public void Clear() => FullName = FirstName = LastName = Email = Phone = EmployeeId = JobTitle = Department = Company = null;

    /// <summary>One per tenant by employee number, then e-mail, then folded name with phone; a bare name only within its case.</summary>
    public MappedPerson Made(RowHashes hashes, string rowKey, string? businessUnit)
    {
        var full = FullName ?? (FirstName is null ? LastName : LastName is null ? FirstName : $"{FirstName} {LastName}");
        var key = full is null ? null : NameFolding.Fold(full);
        if (key is "")
            (full, key) = (null, null);
        var (by, what) =
            EmployeeId is not null ? ("EMPLOYEE", EmployeeId)
            : Email is not null ? ("EMAIL", Email.ToLowerInvariant())
            : key is not null && Phone is not null ? ("NAME_PHONE", $"{key}\n{Phone}")
            : key is not null && businessUnit is not null ? ("UNIT", $"{key}\n{NameFolding.Fold(businessUnit)}")
            : ("ROW", key is null ? $"{rowKey}\n{Role}" : $"{rowKey}\n{key}");
        return new MappedPerson(Role)
        {
            FullName = full, FirstName = FirstName, LastName = LastName, NameKey = key, Email = Email, Phone = Phone, EmployeeId = EmployeeId,
            JobTitle = JobTitle, Department = Department, Company = Company, MatchedBy = by, MatchHash = hashes.Of(by, what),
        };
    }
}
