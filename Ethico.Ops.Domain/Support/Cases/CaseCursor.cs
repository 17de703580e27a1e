using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The last row of a page of cases: by opening and id, or with a term by reference.</summary>
public sealed record CaseCursor
{
    private const string ByOpening = "case-opened";
    private const string ByReference = "case-reference";

    private CaseCursor()
    {
    }

    public DateTimeOffset OpenedAt { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>With a term only.</summary>
    public string? Reference { get; private init; }

    public static CaseCursor After(DateTimeOffset openedAt, Guid id) => new() { OpenedAt = openedAt, Id = id };

    public static CaseCursor After(string reference) => new() { Reference = reference };

    /// <summary>The text for an address. Instants in microseconds, as exact as the database keeps them.</summary>
    public string Write(CaseSort sort) => Reference is null
        ? ListCursor.Write(ByOpening, sort.Stored(), Micros(OpenedAt).ToString(CultureInfo.InvariantCulture), Id.ToString("D"))
        : ListCursor.Write(ByReference, Reference);

    /// <summary>Null text: no cursor. A cursor of another order, or a damaged one, is refused.</summary>
    public static Outcome<CaseCursor?> Read(string? text, CaseSort sort, bool hasTerm)
    {
        if (string.IsNullOrEmpty(text))
            return Outcome.Of<CaseCursor?>(null);
        if (hasTerm)
        {
            return ListCursor.Read(text, ByReference, 1) is [{ Length: > 0 and <= CaseFilter.TermMost } reference] && !reference.Any(char.IsControl)
                ? Outcome.Of<CaseCursor?>(After(reference))
                : SupportRefusals.Cursor;
        }

        if (ListCursor.Read(text, ByOpening, 3) is not [var order, var micros, var id]
            || !string.Equals(order, sort.Stored(), StringComparison.Ordinal)
            || !long.TryParse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            || at is < 0 or > LatestMicros
            || !Guid.TryParseExact(id, "D", out var key))
            return SupportRefusals.Cursor;
        return Outcome.Of<CaseCursor?>(After(DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond), key));
    }

    // The end of the year 9999, which both sides can hold. Cases from before 1970 do not exist.
    private const long LatestMicros = 253_402_300_799_999_999;

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
