using System.Text.RegularExpressions;
using Ethico.Ops.Portal.Auth;
using Serilog.Context;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>
/// Ties a request's log lines together and tells the caller the id: theirs if it has the form of one (support.md 5.17), else the trace's.
/// </summary>
internal sealed partial class RequestTrace(RequestDelegate next)
{
    private const string Header = "X-Correlation-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        var id = Form.IsMatch(given) ? given : Correlation.Current();
        context.Response.Headers[Header] = id;
        using var correlation = LogContext.PushProperty("CorrelationId", id);
        using var who = LogContext.PushProperty("Operator", OpsClaims.Of(context.User)?.Operator.Value);
        await next(context);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{8,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }
}
