namespace Ethico.Ops.Domain.Access;

/// <summary>What the bell shows.</summary>
public sealed record NoticeList(IReadOnlyList<Notice> Notices, int Unread);
