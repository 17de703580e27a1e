namespace Ethico.Ops.Domain.Migration;

/// <summary>What an act on rows came to.</summary>
/// <param name="Act">Names it for its undo.</param>
public sealed record RowsChanged(Guid Act, int Rows, int ErrorsOpen, int WarningsOpen);
