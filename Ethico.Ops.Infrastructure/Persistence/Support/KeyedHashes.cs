using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed class KeyedHashes(HashKeys keys) : IKeyedHashes
{
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The platform's hash is of the lower-cased address (platform.md 2).")]
    public byte[]? OfMail(string address) =>
        keys.Mail is null ? null : HMACSHA256.HashData(keys.Mail, Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()));

    public string OfValue(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Audit, Encoding.UTF8.GetBytes(value)));
}
