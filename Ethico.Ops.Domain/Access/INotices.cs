using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>The notices of one person.</summary>
public interface INotices
{
    /// <summary>Unread first, each newest first, at most <paramref name="most"/>; the count of unread ones beside.</summary>
    Task<Outcome<NoticeList>> OfAsync(OperatorId who, int most, CancellationToken ct);

    /// <summary>Marks one, or with null all, as read; another person's is not found.</summary>
    Task<Outcome<Done>> MarkReadAsync(OperatorId who, Guid? notice, CancellationToken ct);
}
