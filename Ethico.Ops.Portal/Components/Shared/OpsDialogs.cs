using MudBlazor;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>How our dialogs behave. A click beside one never closes it: it may hold typed text. shell.js puts the cursor in and back.</summary>
internal static class OpsDialogs
{
    public static DialogOptions Decision { get; } = new()
    {
        BackdropClick = false, CloseOnEscapeKey = true, CloseOnNavigation = true, DefaultFocus = DefaultFocus.None, MaxWidth = MaxWidth.False,
    };

    /// <summary>For the palette and help: nothing is lost by a click beside them.</summary>
    public static DialogOptions Glance { get; } = Decision with { BackdropClick = true, Position = DialogPosition.TopCenter };

    /// <summary>The palette: its search box is its title.</summary>
    public static DialogOptions Bare { get; } = Glance with { NoHeader = true };
}
