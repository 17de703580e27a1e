using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Scores, days and bands as people read them.</summary>
internal static class HealthWording
{
    public static string Tenth(decimal value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Percent(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string Risk(this Band band) => band.Word() + " risk";

    public static string Whole(decimal value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
