namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Writes a review on paper.</summary>
public interface IQbrPrinter
{
    /// <summary>Characters of the document that it has no letter for; each once.</summary>
    IReadOnlyList<string> Missing(QbrDocument document);

    byte[] Print(QbrDocument document);
}
