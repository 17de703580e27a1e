namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A finalized review: never changed again.</summary>
/// <param name="HtmlHash">SHA-256 of the file, in hexadecimal.</param>
public sealed record QbrFinal(
    Guid Id, DateOnly From, DateOnly To, IReadOnlyList<QbrSection> Sections, DateTimeOffset FinalizedAt, string? By, string HtmlHash, string PdfHash);
