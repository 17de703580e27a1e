using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What a circuit shows, at one instant: a document to ask with selectors.</summary>
internal sealed class PageView
{
    private const string Pressable = "button,a,[role=button],[role=tab],[role=menuitem],[role=option],summary,label";

    private PageView(IHtmlDocument document) => Document = document;

    public IHtmlDocument Document { get; }

    /// <summary>All words on it, with single spaces.</summary>
    public string Text => Words(Document.Body!);

    public static PageView Parse(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        // Nobody reads these.
        foreach (var unseen in document.QuerySelectorAll("style,script"))
            unseen.Remove();
        return new(document);
    }

    public IElement? Find(string selector) => Document.QuerySelector(selector);

    public IReadOnlyList<IElement> All(string selector) => [.. Document.QuerySelectorAll(selector)];

    /// <summary>What can be pressed and says exactly this, or is labelled so; what is disabled cannot.</summary>
    public IElement? Button(string words) => All(Pressable).FirstOrDefault(element =>
        (string.Equals(Words(element), words, StringComparison.Ordinal)
            || string.Equals(element.GetAttribute("aria-label"), words, StringComparison.Ordinal))
        && !element.HasAttribute("disabled"));

    /// <summary>An input by its label.</summary>
    public IElement? Field(string label)
    {
        foreach (var candidate in All("label"))
        {
            if (!string.Equals(Words(candidate).TrimEnd('*', ' '), label, StringComparison.Ordinal))
                continue;
            var named = candidate.GetAttribute("for") is { Length: > 0 } id
                ? Document.GetElementById(id)
                : candidate.QuerySelector("input,textarea,select");
            if (named is not null)
                return named;
        }

        return All("input,textarea,select").FirstOrDefault(field =>
            string.Equals(field.GetAttribute("aria-label"), label, StringComparison.Ordinal)
            || string.Equals(field.GetAttribute("placeholder"), label, StringComparison.Ordinal));
    }

    /// <summary>The handler an event on this element reaches first, on its way up.</summary>
    public static ulong? Handler(IElement element, string eventName)
    {
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (at.GetAttribute("data-on-" + eventName) is { } id)
                return ulong.Parse(id, CultureInfo.InvariantCulture);
        }

        return null;
    }

    public static string Words(INode node) =>
        string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
