using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>The static page a circuit starts from: where it is, its root components' markers, and the state it was sent with.</summary>
internal sealed partial record PageShell(Uri Address, IReadOnlyList<string> Markers, string State, string Html)
{
    /// <summary>With the slash at the end, as <c>base href</c> resolves.</summary>
    public string BaseUri => new Uri(Address, BaseHref()).AbsoluteUri;

    public static PageShell Read(Uri address, string html)
    {
        var markers = MarkerPattern().Matches(html).Select(match => match.Groups["json"].Value)
            .Where(json => json.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        var state = StatePattern().Match(html);
        return new(address, markers, state.Success ? state.Groups["state"].Value : "", html);
    }

    /// <summary>The operations a browser sends to have the marked components rendered.</summary>
    public string RootOperations()
    {
        var operations = Markers.Select((marker, index) =>
            $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(marker))}}}""");
        return $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""";
    }

    private string BaseHref() => BasePattern().Match(Html) is { Success: true } found ? found.Groups["href"].Value : "/";

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StatePattern();

    [GeneratedRegex("<base\\s+href=\"(?<href>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BasePattern();
}
