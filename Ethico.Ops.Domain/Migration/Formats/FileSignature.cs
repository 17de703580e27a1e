namespace Ethico.Ops.Domain.Migration;

/// <summary>What the first bytes say a file is.</summary>
public enum FileSignature
{
    Empty,
    Text,

    /// <summary>An archive: a workbook, or something that is no table.</summary>
    Zip,

    /// <summary>The container of old Office files, and of workbooks behind a password.</summary>
    OldOffice,
    Pdf,

    /// <summary>An archive of another kind.</summary>
    Archive,
    Image,

    /// <summary>A text document (rtf).</summary>
    RichText,

    /// <summary>No text in any encoding that is read: too many bytes that no text holds.</summary>
    Binary,
}
