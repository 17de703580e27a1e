using System.Text;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>What a person typed and has not saved: kept for seven days, for that person only.</summary>
[UseCase]
public sealed class DraftBook(IDrafts drafts)
{
    /// <summary>The longest text, in bytes of UTF-8.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The longest name of a place.</summary>
    public const int PlaceMost = 200;

    private static readonly Refusal NoPlace = new("draft-place", "What you typed has no place to be kept in. Copy it before you leave.");

    private static readonly Refusal TooLong = new("draft-too-long", "This text is too long to be kept while you type. Save it, or copy it before you leave.");

    [OpenToAnyone("one's own unsaved text")]
    public async Task<Outcome<Draft?>> FindAsync(Caller caller, DraftPlace place, CancellationToken ct) =>
        IsPlace(place) ? await drafts.FindAsync(caller.Id, place, ct) : NoPlace;

    [OpenToAnyone("one's own unsaved text")]
    public async Task<Outcome<DraftKept>> KeepAsync(Caller caller, DraftPlace place, DraftWrite write, CancellationToken ct)
    {
        if (!IsPlace(place))
            return NoPlace;
        return Encoding.UTF8.GetByteCount(write.Text) > MostBytes ? TooLong : await drafts.KeepAsync(caller.Id, place, write, ct);
    }

    [OpenToAnyone("one's own unsaved text")]
    public async Task<Outcome<Done>> ForgetAsync(Caller caller, DraftPlace place, long upTo, CancellationToken ct) =>
        IsPlace(place) ? await drafts.ForgetAsync(caller.Id, place, upTo, ct) : NoPlace;

    private static bool IsPlace(DraftPlace place) =>
        place.Key.Length is > 0 and <= PlaceMost && place.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.');
}
