using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>What an HTTP endpoint answers instead of a result: problem+json, as support.md 5.16 has it.</summary>
internal static class Problems
{
    /// <param name="context">The request to answer.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Stable, lower case with hyphens.</param>
    /// <param name="detail">One sentence for a person: what happened and what to do. No exception's text.</param>
    /// <param name="errors">By field, where input is to be corrected.</param>
    public static Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        context.Response.StatusCode = status;
        var body = new
        {
            type = "about:blank",
            title = ReasonPhrases.GetReasonPhrase(status),
            status,
            detail,
            code,
            reference = ReferenceNumber.Current(),
            errors = errors ?? new Dictionary<string, string[]>(StringComparer.Ordinal),
        };
        return context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web, "application/problem+json", context.RequestAborted);
    }
}
