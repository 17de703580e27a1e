using System.Diagnostics.CodeAnalysis;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The key of one upload: bound to person, run and file, good for a day, dead with the person's right. It can append and cannot read.
/// </summary>
public sealed record UploadTicket(FileId File, RunGrant Grant)
{
    public static TimeSpan Span { get; } = TimeSpan.FromHours(24);

    /// <summary>As it travels in a header; worth nothing without the person's own sign-in.</summary>
    public string Text => $"{Grant.Id:N}{Grant.Tenant.Value:N}";

    public static bool TryRead(string? text, RunId run, FileId file, [NotNullWhen(true)] out UploadTicket? ticket)
    {
        ticket = text is { Length: 64 } && Guid.TryParseExact(text[..32], "N", out var grant) && Guid.TryParseExact(text[32..], "N", out var tenant)
            ? new(file, new RunGrant(grant, run, new OrganizationId(tenant), GrantPurpose.Upload))
            : null;
        return ticket is not null;
    }
}
