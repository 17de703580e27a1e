using Ethico.Ops.Portal.Components.Entry;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>Answers a request that ends in a status: a page for a person, problem+json for a program.</summary>
internal static partial class StatusPages
{
    public static Task WriteAsync(HttpContext context, int status, string code, string sentence)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if (!WantsPage(context.Request))
            return Problems.WriteAsync(context, status, code, sentence);
        context.Response.StatusCode = status;
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(StatusPage.Status)] = status,
            [nameof(StatusPage.Sentence)] = sentence,
            [nameof(StatusPage.Reference)] = ReferenceNumber.Current(),
        };
        return new RazorComponentResult<StatusPage>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(context);
    }

    /// <summary>For statuses that were set without a body.</summary>
    public static Task WriteForStatusAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode);

    /// <summary>A request that could not be taken is its sender's doing: no fault of ours to be woken for, and no stack in the log.</summary>
    public static bool IsRequestsFault(ExceptionHandlerSuppressDiagnosticsContext context)
    {
        if (StatusOf(context.Exception) is not { } status)
            return false;
        Refused(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StatusPages)), context.HttpContext.Request.Method, status);
        return true;
    }

    /// <summary>For exceptions, which the handler before has logged. Their text reaches nobody.</summary>
    public static Task WriteForFaultAsync(HttpContext context) =>
        WriteAsync(context, StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error) ?? StatusCodes.Status500InternalServerError);

    // A form that cannot be read (cut off, too many fields, no boundary) comes as the token that was not found in it, and why within.
    private static int? StatusOf(Exception? fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException => StatusOf(fault.InnerException) ?? StatusCodes.Status400BadRequest,
        _ => null,
    };

    private static Task WriteAsync(HttpContext context, int status)
    {
        var (code, sentence) = status switch
        {
            StatusCodes.Status400BadRequest => ("bad-request", "The request was not understood. Go back, reload the page and try again."),
            StatusCodes.Status401Unauthorized => ("signed-out", "Sign in first."),
            StatusCodes.Status403Forbidden => ("not-allowed", "Your role does not include this. Ask a platform administrator if it should."),
            StatusCodes.Status404NotFound => ("not-found", "Not found, or not yours."),
            StatusCodes.Status405MethodNotAllowed => ("method", "This address does not take that kind of request."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", "That was too large."),
            StatusCodes.Status415UnsupportedMediaType => ("media-type", "That kind of content is not taken here."),
            StatusCodes.Status429TooManyRequests => ("too-many", "That was too much in a short time. Try again in a minute."),
            < 500 => ("refused", "The request was refused."),
            _ => ("fault", "Something went wrong here. Nothing you did is lost; try again, and give support the reference if it stays."),
        };
        return WriteAsync(context, status, code, sentence);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Method} request was refused with {Status}: it, or its form, could not be read")]
    private static partial void Refused(ILogger log, string method, int status);

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && accept.Quality is null or > 0);
}
