using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>A part of a workbook as XML: no document type, no resolver, bounded in depth, names and length of text.</summary>
internal sealed class GuardedXml : IDisposable
{
    private const int MaxDepth = 64;
    private const int MaxNames = 20_000;

    private readonly XmlReader xml;
    private readonly int maxText;
    private readonly char[] chunk = new char[4096];
    private readonly StringBuilder text = new();

    public GuardedXml(Stream part, int maxText)
    {
        this.maxText = maxText;
        xml = XmlReader.Create(part, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            NameTable = new BoundedNames(),
        });
    }

    public XmlNodeType Kind => xml.NodeType;

    public string Name => xml.LocalName;

    public bool IsEmpty => xml.IsEmptyElement;

    public bool IsText => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    public string? Attribute(string name) => xml.GetAttribute(name);

    /// <summary>Of any namespace: the relation id has one in the transitional form and another in the strict one.</summary>
    public string? AttributeAnywhere(string name)
    {
        string? found = null;
        for (var isThere = xml.MoveToFirstAttribute(); isThere; isThere = xml.MoveToNextAttribute())
        {
            if (string.Equals(xml.LocalName, name, StringComparison.Ordinal) && xml.Prefix.Length > 0)
                found = xml.Value;
        }

        xml.MoveToElement();
        return found;
    }

    public bool Read()
    {
        try
        {
            var isThere = xml.Read();
            return xml.Depth <= MaxDepth ? isThere : throw Damaged();
        }
        catch (XmlException fault)
        {
            throw Damaged(fault);
        }
    }

    public bool IsStart(string name) => xml.NodeType is XmlNodeType.Element && string.Equals(xml.LocalName, name, StringComparison.Ordinal);

    public bool IsEnd(string name) => xml.NodeType is XmlNodeType.EndElement && string.Equals(xml.LocalName, name, StringComparison.Ordinal);

    private bool AppendText(StringBuilder target)
    {
        try
        {
            int count;
            while ((count = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
            {
                target.Append(chunk, 0, count);
                if (target.Length > maxText)
                    return false;
            }

            return true;
        }
        catch (XmlException fault)
        {
            throw Damaged(fault);
        }
    }

    /// <summary>The text inside the element the reader stands on; moves to its end. Null once it is longer than a cell may be.</summary>
    public string? ElementText()
    {
        text.Clear();
        return AppendElement(text) ? text.ToString() : null;
    }

    /// <summary>The same without a string of its own; false once the target is longer than a cell may be.</summary>
    public bool AppendElement(StringBuilder target)
    {
        if (IsEmpty)
            return true;
        var depth = xml.Depth;
        while (Read() && xml.Depth > depth)
        {
            if (IsText && !AppendText(target))
                return false;
        }

        return true;
    }

    public void Dispose() => xml.Dispose();

    private static UnreadableSourceException Damaged(XmlException? fault = null) =>
        new(new(fault?.Message.Contains("DTD", StringComparison.Ordinal) is true ? FormatRefusals.WorkbookDtd : FormatRefusals.WorkbookDamaged));

    // An XML reader keeps every name it meets; a workbook has a few hundred.
    [SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is no collection.")]
    private sealed class BoundedNames : NameTable
    {
        private int added;

        public override string Add(string key) => Counted(base.Add(key));

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        private string Counted(string name) => ++added <= MaxNames ? name : throw Damaged();
    }
}
