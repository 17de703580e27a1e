namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>One thing the palette can do.</summary>
internal sealed record PaletteItem(string Key, string Group, string Text, string? About, string? Keys, Func<Task> Go);
