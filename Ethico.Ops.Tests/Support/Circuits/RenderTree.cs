using System.Text;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What a browser would show, kept up to date from render batches. Not safe for threads; the circuit guards it.</summary>
internal sealed class RenderTree
{
    private readonly SortedDictionary<int, PageNode> _roots = [];
    private readonly Dictionary<int, PageNode> _places = [];

    /// <summary>Every handler the server would answer to now.</summary>
    public Dictionary<ulong, string> Handlers { get; } = [];

    public void AddRoot(int component) => _roots[component] = Place(component);

    public void Apply(RenderBatch batch)
    {
        foreach (var diff in batch.UpdatedComponents)
            ApplyEdits(batch, diff, Place(batch.DiffComponent(diff)));
        foreach (var component in batch.DisposedComponents)
        {
            _places.Remove(component);
            _roots.Remove(component);
        }

        foreach (var handler in batch.DisposedHandlers)
            Handlers.Remove(handler);
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<!doctype html><html><body>");
        foreach (var root in _roots.Values)
            root.Write(html);
        return html.Append("</body></html>").ToString();
    }

    private PageNode Place(int component)
    {
        if (!_places.TryGetValue(component, out var place))
            _places[component] = place = new PageNode { Component = component };
        return place;
    }

    private void ApplyEdits(RenderBatch batch, int diff, PageNode parent)
    {
        var component = batch.DiffComponent(diff);
        List<(int From, int To)> moves = [];
        for (var index = 0; index < batch.EditCount(diff); index++)
        {
            var edit = batch.Edit(diff, index);
            switch (edit.Type)
            {
                case EditType.PrependFrame:
                    Insert(batch, component, parent, edit.Sibling, edit.Index);
                    break;
                case EditType.RemoveFrame:
                    parent.Children.RemoveAt(edit.Sibling);
                    break;
                case EditType.SetAttribute:
                    SetAttribute(batch, parent.Children[edit.Sibling], batch.Frame(edit.Index));
                    break;
                case EditType.RemoveAttribute:
                    RemoveAttribute(parent.Children[edit.Sibling], batch.Text(edit.Name) ?? "");
                    break;
                case EditType.UpdateText:
                    parent.Children[edit.Sibling].Text = batch.Content(batch.Frame(edit.Index));
                    break;
                case EditType.UpdateMarkup:
                    parent.Children[edit.Sibling].Markup = batch.Content(batch.Frame(edit.Index));
                    break;
                case EditType.StepIn:
                    parent = parent.Children[edit.Sibling];
                    break;
                case EditType.StepOut:
                    parent = parent.Parent!;
                    break;
                case EditType.PermutationListEntry:
                    moves.Add((edit.Sibling, edit.Index));
                    break;
                case EditType.PermutationListEnd:
                    Permute(parent, moves);
                    moves.Clear();
                    break;
                default:
                    throw new InvalidDataException($"An edit of unknown type {edit.Type}.");
            }
        }
    }

    private static void Permute(PageNode parent, List<(int From, int To)> moves)
    {
        var before = parent.Children.ToArray();
        foreach (var (from, to) in moves)
            parent.Children[to] = before[from];
    }

    /// <summary>How many children it became.</summary>
    private int Insert(RenderBatch batch, int component, PageNode parent, int at, int index)
    {
        var frame = batch.Frame(index);
        switch (batch.FrameTypeOf(frame))
        {
            case FrameType.Element:
                parent.Insert(at, Element(batch, component, index));
                return 1;
            case FrameType.Text:
                parent.Insert(at, new PageNode { Component = component, Text = batch.Content(frame) });
                return 1;
            case FrameType.Markup:
                parent.Insert(at, new PageNode { Component = component, Markup = batch.Content(frame) });
                return 1;
            case FrameType.Component:
                parent.Insert(at, Place(batch.ComponentOf(frame)));
                return 1;
            case FrameType.Region:
                return InsertRange(batch, component, parent, at, index + 1, index + batch.Subtree(frame));
            default:
                return 0;
        }
    }

    private int InsertRange(RenderBatch batch, int component, PageNode parent, int at, int start, int end)
    {
        var first = at;
        for (var index = start; index < end; index += batch.Subtree(batch.Frame(index)))
            at += Insert(batch, component, parent, at, index);
        return at - first;
    }

    private PageNode Element(RenderBatch batch, int component, int index)
    {
        var frame = batch.Frame(index);
        var element = new PageNode { Component = component, Tag = batch.ElementName(frame) };
        var end = index + batch.Subtree(frame);
        var inner = index + 1;
        for (; inner < end && batch.FrameTypeOf(batch.Frame(inner)) is FrameType.Attribute; inner++)
            SetAttribute(batch, element, batch.Frame(inner));
        InsertRange(batch, component, element, 0, inner, end);
        return element;
    }

    private void SetAttribute(RenderBatch batch, PageNode element, int frame)
    {
        var name = batch.AttributeName(frame);
        var handler = batch.AttributeHandler(frame);
        if (handler is 0)
        {
            element.Attributes[name] = batch.AttributeValue(frame);
            return;
        }

        var eventName = name.StartsWith("on", StringComparison.Ordinal) ? name[2..] : name;
        element.Handlers[eventName] = handler;
        Handlers[handler] = eventName;
    }

    private static void RemoveAttribute(PageNode element, string name)
    {
        element.Attributes.Remove(name);
        if (name.StartsWith("on", StringComparison.Ordinal))
            element.Handlers.Remove(name[2..]);
    }
}
