namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The permission a use case asks for. Every public method of a use-case class carries this or
/// <see cref="OpenToAnyoneAttribute"/> (architecture test), and asks <see cref="AccessGate"/> for the same.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
