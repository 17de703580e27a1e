namespace Ethico.Ops.Domain.Support;

/// <summary>Hashes under keys that stay outside the database, so that whoever reads it cannot try values against them.</summary>
public interface IKeyedHashes
{
    /// <summary>HMAC-SHA-256 of the trimmed, lower-cased address under Platform:MailKey; null where no key is configured.</summary>
    byte[]? OfMail(string address);

    /// <summary>HMAC-SHA-256 under Audit:HashKey, lower-case hex: proves that a value changed without saying to what.</summary>
    string OfValue(string value);
}
