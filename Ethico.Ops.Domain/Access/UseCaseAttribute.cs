namespace Ethico.Ops.Domain.Access;

/// <summary>Marks a class whose public methods pages and endpoints call: each asks for a permission (architecture test).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UseCaseAttribute : Attribute;
