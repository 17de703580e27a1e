using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A client file in words.</summary>
internal static class FileWording
{
    public const string None = "not known";

    public static IReadOnlyList<string> RenewalKinds { get; } = ["AUTO", "NEGOTIATED"];

    public static string Industry(string? code) => code is null ? None : Wording.Of(code);

    public static string Number(int? value) => value is { } number ? PortalUrls.Number(number) : None;

    public static string RenewalKind(string? code) => code switch { null => None, "AUTO" => "Renews by itself", _ => "Negotiated" };

    public static string Words(this AlertLevel level) => level switch
    {
        AlertLevel.None => "No alerts", AlertLevel.DashboardOnly => "On the pages only", _ => "Also a notice in the inbox",
    };

    public static string Roles(IReadOnlyList<string> roles) => roles.Count == 0 ? "–" : string.Join(", ", roles.Select(Wording.Of));

    /// <summary>Tags as one types them: with commas between.</summary>
    public static IReadOnlyList<string> Tags(string typed) => typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string Tags(IReadOnlyList<string> tags) => string.Join(", ", tags);

    /// <summary>False where something stands there that is no whole number.</summary>
    public static bool TryNumber(string typed, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(typed))
            return true;
        if (!int.TryParse(typed, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var read))
            return false;
        number = read;
        return true;
    }
}
