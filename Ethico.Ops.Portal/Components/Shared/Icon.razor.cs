using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One of the portal's few line icons.</summary>
public sealed partial class Icon
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["eye"] = "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z",
        ["pen"] = "M4 16l.8-3.4L13.6 3.8a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2 4 16z",
        ["search"] = "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17",
        ["bell"] = "M5 8a5 5 0 0 1 10 0c0 4 1.5 5.5 1.5 5.5h-13S5 12 5 8zM8.3 16.5a2 2 0 0 0 3.4 0",
        ["menu"] = "M3 5.5h14M3 10h14M3 14.5h14",
        ["close"] = "M5 5l10 10M15 5 5 15",
        ["pin"] = "M7.5 3h5l-.5 5 2.5 3h-9L8 8l-.5-5zM10 11v6",
        ["copy"] = "M7 7h9v9H7zM4 13V4h9",
        ["check"] = "M4 10.5l4 4 8-9",
        ["warn"] = "M10 3 2.5 16.5h15L10 3zM10 8v4M10 14.2v.1",
        ["info"] = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.2v.1",
        ["stop"] = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM4.7 4.7l10.6 10.6",
        ["lock"] = "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
        ["clock"] = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v4.3l2.8 1.7",
        ["empty"] = "M3 11.5 5.5 4h9l2.5 7.5V16H3v-4.5zM3 11.5h4l1 2h4l1-2h4",
        ["down"] = "M5 8l5 5 5-5",
    };

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool Small { get; set; }

    private string Path => Paths.GetValueOrDefault(Name, "");
}
