using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>
/// The last row of a page of logins: its id. Ids are version 7, so the list is newest first without an index of its own; by name
/// would need the name's key, which is compared and never shown, in an address; by last sign-in has ties and unknowns.
/// </summary>
public static class UserCursor
{
    private const string Kind = "user";

    public static string Write(AccountId last) => ListCursor.Write(Kind, last.Value.ToString("D"));

    /// <summary>Null text: no cursor.</summary>
    public static Outcome<AccountId?> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Outcome.Of<AccountId?>(null);
        return ListCursor.Read(text, Kind, 1) is [var id] && Guid.TryParseExact(id, "D", out var key)
            ? Outcome.Of<AccountId?>(new AccountId(key))
            : SupportRefusals.Cursor;
    }
}
