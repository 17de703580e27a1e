namespace Ethico.Ops.Domain.Shared;

/// <summary>Makes outcomes without naming their type twice.</summary>
public static class Outcome
{
    public static Outcome<T> Of<T>(T value) => new(value);

    public static Outcome<Done> Done { get; } = new(default(Done));
}
