namespace Ethico.Ops.Domain.Migration;

public enum ReferenceKind
{
    Category,
    Location,
}
