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

    /// <summary>Asking again answers the same, and nothing of a client is shown: no tab, no filter, no act.</summary>
    internal static bool IsFinal(Refusal? refusal) => refusal == AccessRefusals.NotFoundOrNotYours || refusal == AccessRefusals.NotAllowed;

    private bool IsMissing => Refusal == AccessRefusals.NotFoundOrNotYours;
}
