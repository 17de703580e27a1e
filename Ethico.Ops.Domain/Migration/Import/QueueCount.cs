namespace Ethico.Ops.Domain.Migration;

/// <summary>Cases that go to a queue because nobody was found for one lead of the source.</summary>
/// <param name="Lead">As the source names them, masked where <paramref name="IsMasked"/>; "" is blank.</param>
public sealed record QueueCount(string Queue, string Lead, bool IsMasked, int Count);
