namespace Ethico.Ops.Domain.Access;

/// <summary>A draft to keep.</summary>
/// <param name="Over">The version this one follows; 0 for the first.</param>
public sealed record DraftWrite(string Text, long Over, string? BasedOn)
{
    /// <summary>As a record would print itself, the text would reach a log.</summary>
    public override string ToString() => $"Draft over {Over}";
}
