using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A band as word, shape and colour. Without one it is never green: an unknown is not good.</summary>
public sealed partial class BandTag
{
    [Parameter, EditorRequired]
    public required Band? Band { get; set; }

    [Parameter]
    public string None { get; set; } = "No band";

    [Parameter]
    public string? Title { get; set; }

    private static TagTone Tone(Band band) => band switch
    {
        Domain.ClientSuccess.Band.Low => TagTone.Good,
        Domain.ClientSuccess.Band.Medium => TagTone.Caution,
        _ => TagTone.Bad,
    };

    // Disc, triangle, octagon: told apart without colour.
    private static string Mark(Band band) => band switch
    {
        Domain.ClientSuccess.Band.Low => "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z",
        Domain.ClientSuccess.Band.Medium => "M6 1.2 11.4 11H.6z",
        _ => "M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4z",
    };
}
