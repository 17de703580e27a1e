namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Someone named in a report.</summary>
/// <param name="Role">REPORTER, SUBJECT or WITNESS.</param>
internal sealed record DemoNamed(string Role, string? FullName, string? Email = null, string? EmployeeId = null, string? Phone = null)
{
    /// <summary>The account this is known to be.</summary>
    public Guid? AccountId { get; init; }

    public string? JobTitle { get; init; }

    public string? Department { get; init; }
}
