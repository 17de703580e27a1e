namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The permission a use case asks for. Every public method of a use-case class carries this or
/// <see cref="OpenToAnyoneAttribute"/> (architecture test), and asks <see cref="AccessGate"/> for the same.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission, Scope least = Scope.Own) : Attribute
{
    public Permission Permission { get; } = permission;

    /// <summary>The least scope that will do: verifying the whole trail needs ViewAudit over all, not over one's own.</summary>
    public Scope Least { get; } = least;
}
