namespace Ethico.Ops.Domain.Migration;

/// <summary>Someone a row names, ready to be matched (migration.md 5, People are one).</summary>
public sealed record MappedPerson(string Role)
{
    public string? FullName { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? NameKey { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? EmployeeId { get; init; }
    public string? JobTitle { get; init; }
    public string? Department { get; init; }
    public string? Company { get; init; }

    /// <summary>People of one hash are one; see <see cref="MatchedBy"/>.</summary>
    public long MatchHash { get; init; }

    /// <summary>EMPLOYEE, EMAIL, NAME_PHONE, UNIT, or ROW for a bare name, which joins within its key only.</summary>
    public string MatchedBy { get; init; } = "ROW";

    public bool IsEmpty => FullName is null && Email is null && Phone is null && EmployeeId is null;
}
