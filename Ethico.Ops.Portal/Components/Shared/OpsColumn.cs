using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A column of an <see cref="OpsGrid{TRow}"/>; its content is one cell, with the row as context.</summary>
public sealed class OpsColumn<TRow> : ComponentBase, IDisposable
{
    [CascadingParameter]
    public required OpsGrid<TRow> Grid { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TRow> ChildContent { get; set; }

    /// <summary>Its name in the address when the list may be ordered by it.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>Its name in the address, where a <see cref="ColumnChoice"/> may leave it out.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Right-aligned, tabular figures.</summary>
    [Parameter]
    public bool IsNumber { get; set; }

    /// <summary>The cell is the link to the row.</summary>
    [Parameter]
    public bool IsRowLink { get; set; }

    [Parameter]
    public bool IsTitleHidden { get; set; }

    [Parameter]
    public bool Wraps { get; set; }

    /// <summary>Its place on a phone.</summary>
    [Parameter]
    public CardPlace Card { get; set; } = CardPlace.Line;

    internal string CardLabel => Card is CardPlace.Line && !IsTitleHidden ? Title + ": " : "";

    internal string CellClass => string.Join(' ', Classes());

    public void Dispose() => Grid.Remove(this);

    internal string SkeletonWidth(int line) => string.Create(CultureInfo.InvariantCulture, $"{(IsNumber ? 28 : 60 + (((line * 37) + (Title.Length * 11)) % 70))}px");

    protected override void OnInitialized() => Grid.Add(this);

    private IEnumerable<string> Classes()
    {
        if (IsNumber)
            yield return "num";
        if (Wraps)
            yield return "wrap";
        switch (Card)
        {
            case CardPlace.Head:
                yield return "card-head";
                break;
            case CardPlace.Title:
                yield return "card-title";
                break;
            case CardPlace.Side:
                yield return "card-side";
                break;
        }
    }
}
