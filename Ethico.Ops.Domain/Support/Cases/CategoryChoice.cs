namespace Ethico.Ops.Domain.Support;

/// <param name="Parent">Name of the category above it; null at the top.</param>
public sealed record CategoryChoice(CategoryId Id, string Name, string? Parent, bool IsActive);
