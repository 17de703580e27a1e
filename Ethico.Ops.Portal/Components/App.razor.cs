using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Ethico.Ops.Portal.Components;

/// <summary>The document. Drawn on the server, in the person's theme from its first byte.</summary>
public sealed partial class App
{
    // Prerendering would read, and write into the audit trail, everything twice.
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);
    private string? theme;

    [CascadingParameter]
    public required HttpContext Context { get; set; }

    [Inject]
    public required Preferences Preferences { get; init; }

    /// <summary>This browser's last choice; in a browser that has none yet, the one kept for the operator.</summary>
    protected override async Task OnInitializedAsync()
    {
        theme = Context.Request.Cookies[OpsTheme.Cookie] switch { "light" => "light", "dark" => "dark", "system" => "", _ => null };
        if (theme is null && OpsClaims.Of(Context.User) is { } claims)
        {
            var kept = await Preferences.MineAsync(RequestFacts.Of(Context).ToCaller(claims, Correlation.Current()), Context.RequestAborted);
            theme = kept.IsAllowed ? kept.Value.Theme switch { Theme.Light => "light", Theme.Dark => "dark", _ => null } : null;
        }

        if (string.IsNullOrEmpty(theme))
            theme = null;
    }
}
