using System.Text;
using MudBlazor;

namespace Ethico.Ops.Portal;

/// <summary>
/// The look in one place: every colour once, light and dark beside each other. The page's custom properties (<see cref="Tokens"/>) and
/// MudBlazor's palettes are both made from this table. Text colours hold 4.5:1 on every surface they are used on (WCAG 1.4.3).
/// </summary>
internal static class OpsTheme
{
    private static readonly (string Name, string Light, string Dark)[] Colours =
    [
        ("bg", "#f6f7f9", "#0e1218"),
        ("surface", "#ffffff", "#151a22"),
        ("raised", "#ffffff", "#1b212b"),
        ("line", "#e2e6ec", "#272f3b"),
        ("line-strong", "#c9d0da", "#394353"),
        // Borders that are the only sign of a control: 3:1 (WCAG 1.4.11).
        ("line-input", "#868f9d", "#667285"),
        ("ink", "#161b24", "#e8ebf0"),
        ("muted", "#586273", "#a3adbb"),
        ("faint", "#626c7b", "#95a0b0"),
        ("primary", "#1d2a44", "#c8d5f5"),
        ("on-primary", "#ffffff", "#121826"),
        ("accent", "#3046a8", "#9db1f5"),
        ("accent-soft", "#eef1fc", "#1c2440"),
        ("read", "#1a5fd0", "#6aa3ff"),
        ("read-soft", "#e9f1fe", "#14233d"),
        ("write", "#b3261e", "#ff8a80"),
        ("write-soft", "#fdeceb", "#3a1715"),
        ("caution", "#8a5300", "#f0b65a"),
        ("caution-soft", "#fdf3e0", "#33260f"),
        ("good", "#1f7a3d", "#74cf90"),
        ("good-soft", "#e8f6ec", "#13291b"),
        ("unknown", "#5d6672", "#98a2b0"),
        ("unknown-soft", "#eef0f3", "#20262f"),
        ("veil", "#0e121866", "#000000a6"),
        ("shade-near", "#1018280f", "#00000066"),
        ("shade-far", "#10182814", "#00000066"),
    ];

    // What MudBlazor calls them. Set here, so that its parts follow the same switch and no second palette can flash up.
    private static readonly (string Mud, string Token)[] MudNames =
    [
        ("primary", "primary"), ("primary-text", "on-primary"), ("secondary", "accent"), ("info", "read"), ("error", "write"),
        ("warning", "caution"), ("success", "good"), ("background", "bg"), ("surface", "raised"), ("text-primary", "ink"),
        ("text-secondary", "muted"), ("action-default", "muted"), ("lines-default", "line"), ("lines-inputs", "line-input"),
        ("divider", "line"), ("overlay-dark", "veil"), ("table-lines", "line"), ("skeleton", "unknown-soft"),
    ];

    /// <summary>The cookie in which a browser keeps its choice: light, dark or system.</summary>
    public const string Cookie = "ops-theme";

    /// <summary>The custom properties, as a style sheet. Without data-theme the system decides.</summary>
    public static string Tokens { get; } = WriteTokens();

    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), c => c.Light),
        PaletteDark = Fill(new PaletteDark(), c => c.Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "52px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["Inter", "system-ui", "sans-serif"], FontSize = "14px", LineHeight = "20px", LetterSpacing = "0" },
        },
    };

    private static T Fill<T>(T palette, Func<(string Name, string Light, string Dark), string> side)
        where T : Palette
    {
        string Of(string name) => side(Array.Find(Colours, c => string.Equals(c.Name, name, StringComparison.Ordinal)));
        palette.Primary = Of("primary");
        palette.PrimaryContrastText = Of("on-primary");
        palette.Secondary = Of("accent");
        palette.Info = Of("read");
        palette.Error = Of("write");
        palette.Warning = Of("caution");
        palette.Success = Of("good");
        palette.Background = Of("bg");
        palette.Surface = Of("raised");
        palette.TextPrimary = Of("ink");
        palette.TextSecondary = Of("muted");
        palette.ActionDefault = Of("muted");
        palette.LinesDefault = Of("line");
        palette.LinesInputs = Of("line-input");
        palette.Divider = Of("line");
        return palette;
    }

    private static string WriteTokens()
    {
        var text = new StringBuilder("html:root{color-scheme:light dark;");
        foreach (var (name, light, dark) in Colours)
            text.Append("--").Append(name).Append(":light-dark(").Append(light).Append(',').Append(dark).Append(");");
        foreach (var (mud, token) in MudNames)
            text.Append("--mud-palette-").Append(mud).Append(":var(--").Append(token).Append(");");
        return text.Append("}html[data-theme=light]:root{color-scheme:light}html[data-theme=dark]:root{color-scheme:dark}").ToString();
    }
}
