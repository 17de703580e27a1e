using System.Text;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// Words that stand in one known place each, all of them of Harbor &amp; Vale Health. Whoever finds one anywhere else — another tenant's
/// page, a log, an audit entry, an export — has found a leak.
/// </summary>
internal static class DemoCanaries
{
    /// <summary>platform.persons and report_persons: the reporter of the case below.</summary>
    public const string Name = "Canary Wrenfield-Oyelaran";

    /// <summary>The same person's address.</summary>
    public const string MailAddress = "canary.wrenfield@harborvale.example";

    /// <summary>platform.reports.details of the same report.</summary>
    public const string Narrative = "CANARY-NARRATIVE-7f3a: the ledger in the green cabinet was copied on a Sunday by somebody with a key.";

    /// <summary>platform.support_tickets.subject of SUP-48213.</summary>
    public const string TicketSubject = "CANARY-SUBJECT-91c2: cases of one ward are missing from the list";

    /// <summary>platform.secrets.ciphertext and account_credentials, as UTF-8.</summary>
    public const string Secret = "CANARY-SECRET-c04e-demo-only";

    /// <summary>platform.account_credentials.password_hash.</summary>
    public const string PasswordHash = "CANARY-HASH-5d77$argon2id$demo-only";

    /// <summary>Which of the nine hundred, the newest being 0.</summary>
    public const int CaseNumber = 17;

    public static byte[] SecretBytes { get; } = Encoding.UTF8.GetBytes(Secret);
}
