namespace Ethico.Ops.Domain.Migration;

/// <summary>A category or location that staged rows point to by <see cref="Ref"/>; without <see cref="PlatformId"/> the import makes it.</summary>
public sealed record StagedReference(ReferenceKind Kind, int Ref, string Name, string NameKey)
{
    public Guid? PlatformId { get; init; }
    public int? ParentRef { get; init; }
    public string? Code { get; init; }
    public string? StandardCode { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }
}
