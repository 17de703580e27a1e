namespace Ethico.Ops.Domain.Migration;

/// <param name="Digest">Of the sheet on the page: another one standing refuses.</param>
public sealed record SignOffWish(string Digest, string Statement, string? ClientName, string? ClientEmail, DateOnly? ClientAgreedOn)
{
    public const int StatementLeast = 10;
    public const int StatementMost = 2_000;
    public const int NameMost = 200;
    public const int EmailMost = 254;
}
