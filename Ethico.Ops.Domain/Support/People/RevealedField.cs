namespace Ethico.Ops.Domain.Support;

/// <param name="Value">Null: the record holds none.</param>
public sealed record RevealedField(string Name, string? Value)
{
    /// <summary>Values never reach a log by being printed.</summary>
    public override string ToString() => Name;
}
