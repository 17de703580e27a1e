namespace Ethico.Ops.Domain.Access;

/// <summary>A use case every signed-in operator may call: on their own records only. Says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAnyoneAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}
