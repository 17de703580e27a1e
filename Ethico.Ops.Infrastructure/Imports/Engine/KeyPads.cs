using System.Security.Cryptography;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>A key made ready for HMAC-SHA-256 in SQL (RFC 2104): the key itself never leaves the process.</summary>
internal sealed record KeyPads(byte[] Inner, byte[] Outer)
{
    private const int Block = 64;

    public static KeyPads Of(byte[] key)
    {
        var whole = new byte[Block];
        (key.Length > Block ? SHA256.HashData(key) : key).CopyTo(whole, 0);
        return new([.. whole.Select(b => (byte)(b ^ 0x36))], [.. whole.Select(b => (byte)(b ^ 0x5c))]);
    }

    public string InnerText => "\\x" + Convert.ToHexStringLower(Inner);

    public string OuterText => "\\x" + Convert.ToHexStringLower(Outer);
}
