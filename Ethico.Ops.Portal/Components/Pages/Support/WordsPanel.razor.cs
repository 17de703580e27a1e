using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>Narrative that is read only when somebody opens it, with an entry of its own; closing forgets it.</summary>
public sealed partial class WordsPanel<TWords>
    where TWords : class
{
    private TWords? words;
    private Refusal? refusal;
    private bool isBusy;

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The button: "Open report".</summary>
    [Parameter]
    public string Action { get; set; } = "Open";

    [Parameter]
    public string Hint { get; set; } = "Read when you open it, and recorded.";

    [Parameter]
    public bool MayOpen { get; set; } = true;

    /// <summary>Why it cannot be opened.</summary>
    [Parameter]
    public string? Why { get; set; }

    [Parameter, EditorRequired]
    public required Func<TenantKey, CancellationToken, Task<Outcome<TWords>>> Read { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TWords> ChildContent { get; set; }

    private async Task OpenAsync()
    {
        if (isBusy)
            return;
        (isBusy, refusal) = (true, null);
        try
        {
            if (await KeyAsync() is not { } key)
                return;
            var found = await Read(key, LeaveToken);
            LeaveToken.ThrowIfCancellationRequested();
            if (found.IsAllowed)
            {
                words = found.Value;
                return;
            }

            refusal = found.Refusal;
            await Workspace.CheckAsync(refusal, LeaveToken);
        }
        finally
        {
            isBusy = false;
        }
    }

    private void Close() => words = null;
}
