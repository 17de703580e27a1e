using System.Globalization;
using System.Net;
using System.Text;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>A node of what a circuit shows: an element, a text, a piece of markup, or the place of a component.</summary>
internal sealed class PageNode
{
    // Never written as content: they have no end tag.
    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    };

    /// <summary>Null: text, markup or a component's place.</summary>
    public string? Tag { get; init; }

    public string? Text { get; set; }

    public string? Markup { get; set; }

    /// <summary>The component that drew it; of a component's place, the component itself.</summary>
    public required int Component { get; init; }

    public PageNode? Parent { get; set; }

    public List<PageNode> Children { get; } = [];

    public Dictionary<string, string?> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Event name (<c>click</c>) to handler id.</summary>
    public Dictionary<string, ulong> Handlers { get; } = new(StringComparer.Ordinal);

    public void Insert(int index, PageNode child)
    {
        child.Parent = this;
        Children.Insert(index, child);
    }

    /// <summary>As HTML; each handler as an attribute <c>data-on-click="17"</c>, each element's component as <c>data-component</c>.</summary>
    public void Write(StringBuilder html)
    {
        if (Text is not null)
            html.Append(WebUtility.HtmlEncode(Text));
        else if (Markup is not null)
            html.Append(Markup);
        else if (Tag is null)
            WriteChildren(html);
        else
            WriteElement(html, Tag);
    }

    private void WriteElement(StringBuilder html, string tag)
    {
        html.Append('<').Append(tag);
        foreach (var (name, value) in Attributes)
            html.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        foreach (var (name, id) in Handlers)
            html.Append(CultureInfo.InvariantCulture, $" data-on-{name}=\"{id}\"");
        html.Append(CultureInfo.InvariantCulture, $" data-component=\"{Component}\">");
        if (Void.Contains(tag))
            return;

        WriteChildren(html);
        html.Append("</").Append(tag).Append('>');
    }

    private void WriteChildren(StringBuilder html)
    {
        foreach (var child in Children)
            child.Write(html);
    }
}
