namespace Ethico.Ops.Domain.Migration;

/// <summary>Another date column of the file and the order proven or chosen for it.</summary>
public sealed record DateSibling(string Column, DateOrder Order);
