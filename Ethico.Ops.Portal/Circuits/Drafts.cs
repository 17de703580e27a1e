namespace Ethico.Ops.Portal.Circuits;

/// <summary>What was typed and not yet saved on this circuit: it outlives the page and the session it was typed in.</summary>
public sealed class Drafts
{
    private const int Most = 50;
    private readonly Dictionary<string, (string Label, string Text)> kept = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Label, string Text)> All => [.. kept.Values];

    public string? Find(string key) => kept.TryGetValue(key, out var draft) ? draft.Text : null;

    /// <summary>Keeps a text under its key; an empty one is forgotten.</summary>
    public void Keep(string key, string label, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            kept.Remove(key);
        else if (kept.Count < Most || kept.ContainsKey(key))
            kept[key] = (label, text);
    }

    /// <summary>It was saved, or thrown away on purpose.</summary>
    public void Forget(string key) => kept.Remove(key);
}
