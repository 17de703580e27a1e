using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>The bell: each person's own notices.</summary>
[UseCase]
public sealed class NoticeBoard(INotices notices)
{
    /// <summary>How many the bell lists.</summary>
    public const int Shown = 20;

    [OpenToAnyone("one's own notices")]
    public Task<Outcome<NoticeList>> MineAsync(Caller caller, CancellationToken ct) => notices.OfAsync(caller.Id, Shown, ct);

    [OpenToAnyone("one's own notices")]
    public Task<Outcome<Done>> MarkReadAsync(Caller caller, Guid? notice, CancellationToken ct) => notices.MarkReadAsync(caller.Id, notice, ct);
}
