namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A paragraph, a list, figures, a table or bars: no more shapes than both files can show alike.</summary>
public abstract record QbrBlock
{
    public abstract IEnumerable<string> Texts { get; }
}
