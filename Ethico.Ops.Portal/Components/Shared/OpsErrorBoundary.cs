using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Holds an exception within one page or tile and shows a reference instead of it: twelve digits of the trace the log has too.</summary>
public sealed partial class OpsErrorBoundary : ErrorBoundaryBase
{
    private string? reference;

    [Inject]
    public required ILogger<OpsErrorBoundary> Logger { get; init; }

    /// <summary>What could not be shown, in words: "This page", "This tile".</summary>
    [Parameter]
    public string What { get; set; } = "This page";

    protected override Task OnErrorAsync(Exception exception)
    {
        var trace = Correlation.Current();
        reference = ReferenceNumber.Of(trace);
        Failed(Logger, exception, What, reference, trace);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<FailureNote>(1);
        builder.AddComponentParameter(2, nameof(FailureNote.What), What);
        builder.AddComponentParameter(3, nameof(FailureNote.Reference), reference);
        builder.AddComponentParameter(4, nameof(FailureNote.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} failed; reference {Reference}, trace {Trace}")]
    private static partial void Failed(ILogger logger, Exception fault, string what, string reference, string trace);
}
