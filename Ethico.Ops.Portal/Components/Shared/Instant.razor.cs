using System.Globalization;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>An instant in the operator's zone, with the exact one on hover.</summary>
public sealed partial class Instant
{
    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required DateTimeOffset? At { get; set; }

    [Parameter]
    public InstantForm Form { get; set; } = InstantForm.DateTime;

    /// <summary>What stands where there is none.</summary>
    [Parameter]
    public string None { get; set; } = "–";

    private string Shown(DateTimeOffset at)
    {
        var there = Zone.There(at);
        return Form switch
        {
            InstantForm.Age => Spans.Age(Clock.GetUtcNow() - at),
            InstantForm.Date => there.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            InstantForm.Time => there.ToString("HH:mm", CultureInfo.InvariantCulture),
            _ => there.ToString(there.Year == Zone.There(Clock.GetUtcNow()).Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm", CultureInfo.InvariantCulture),
        };
    }

    private string Exact(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{Zone.There(at):ddd d MMM yyyy HH:mm:ss} {Zone.Name} · {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
