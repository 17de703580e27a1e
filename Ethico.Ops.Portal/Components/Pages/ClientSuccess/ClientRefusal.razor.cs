using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Why a page of one client shows nothing. One of somebody else is answered like one that is not there, on every page in the same words.</summary>
public sealed partial class ClientRefusal
{
    [Parameter, EditorRequired]
    public required Refusal Refusal { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    private bool IsMissing => Refusal == AccessRefusals.NotFoundOrNotYours;
}
