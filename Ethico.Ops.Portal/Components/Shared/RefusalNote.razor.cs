using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A refusal in its own words; nothing when there is none.</summary>
public sealed partial class RefusalNote
{
    [Parameter, EditorRequired]
    public required Refusal? Refusal { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }
}
