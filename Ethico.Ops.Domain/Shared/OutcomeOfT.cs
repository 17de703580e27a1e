using System.Diagnostics.CodeAnalysis;

namespace Ethico.Ops.Domain.Shared;

/// <summary>A value, or the refusal that stands in its place. Refusals are values; exceptions are bugs.</summary>
[SuppressMessage("Design", "MA0048:File name must match type name", Justification = "Outcome.cs holds the maker of the same name.")]
public sealed class Outcome<T>
{
    private readonly T? value;

    internal Outcome(T value) => this.value = value;

    private Outcome(Refusal refusal) => Refusal = refusal;

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAllowed => Refusal is null;

    /// <exception cref="InvalidOperationException">The outcome is a refusal: ask <see cref="IsAllowed"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}.");

    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) => Refusal is null ? new(map(value!)) : new Outcome<TOther>(Refusal);

    public static implicit operator Outcome<T>(Refusal refusal) => new(refusal);
}
