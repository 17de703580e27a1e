using System.Text.Json;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Fields of a form that are kept as one draft.</summary>
internal static class TypedFields
{
    /// <summary>Null where a version of the portal before this one wrote it otherwise: that is no draft.</summary>
    public static T? Read<T>(string text)
        where T : class
    {
        if (text.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
