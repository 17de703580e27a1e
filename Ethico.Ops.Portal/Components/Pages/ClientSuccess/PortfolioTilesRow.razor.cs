using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Counts over the whole scope, not the filter; each leads to its rows.</summary>
public sealed partial class PortfolioTilesRow
{
    [Parameter, EditorRequired]
    public required PortfolioTiles? Tiles { get; set; }

    /// <summary>Why there are none.</summary>
    [Parameter]
    public Refusal? Sums { get; set; }

    [Parameter]
    public bool MaySeeMoney { get; set; }

    private string Scope => $"of {Wording.Count(Tiles!.Clients, "client", "clients")}";

    private bool IsWhole => Tiles!.Answered == Tiles.Clients;

    private string Answered => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Tiles!.Clients == 0 ? 100m : Math.Floor(1000m * Tiles.Answered / Tiles.Clients) / 10m):0.#} % ({Tiles.Answered} of {Tiles.Clients}) have a fresh score or a stated cause");

    private string Unscored
    {
        get
        {
            List<string> parts = [.. Tiles!.Unscored.OrderBy(u => u.Key).Select(u => $"{u.Value} {u.Key.Words().ToLowerInvariant()}")];
            if (Tiles.Insufficient > 0)
                parts.Add($"{Tiles.Insufficient} insufficient data");
            // New since the last night, or passed over by it: neither a score nor a cause yet.
            if (Tiles.WithoutBand - Tiles.Insufficient - Tiles.Unscored.Values.Sum() is > 0 and var uncounted)
                parts.Add($"{uncounted} without a score yet");
            return parts.Count == 0 ? Scope : string.Join(", ", parts);
        }
    }

    private static string Go(string name, string value) => PortalUrls.With(PortalUrls.Clients, (name, value));
}
