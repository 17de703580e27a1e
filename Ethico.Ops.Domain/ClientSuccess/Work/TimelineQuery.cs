namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="After">Entry to go on after: its instant, kind and id; null: from the newest.</param>
public sealed record TimelineQuery(IReadOnlyList<TimelineKind> Kinds, DateOnly? From, DateOnly? To, string? Text, string? After, int Size)
{
    /// <summary>Begins a little before this entry, by its id, so that a link opens at it. One that is not there begins at the newest.</summary>
    public string? At { get; init; }
}
