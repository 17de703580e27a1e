using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>What stands where something failed: no stack trace, a reference, and a way on.</summary>
public sealed partial class FailureNote
{
    [Parameter]
    public string What { get; set; } = "This page";

    [Parameter]
    public string? Reference { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }
}
