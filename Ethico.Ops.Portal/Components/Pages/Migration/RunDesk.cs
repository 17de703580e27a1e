using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>
/// What every step of the wizard works with: the run as the database last said it, and the way to act on it. A step never keeps a key or
/// a caller; after each act the run is read again, so a page has no state of its own.
/// </summary>
/// <param name="view">The run with what its people chose.</param>
/// <param name="isMine">The viewer holds the run.</param>
/// <param name="act">Runs an act with a fresh key, shows its refusal on top of the page, and reads the run again when it was done.</param>
/// <param name="reload">Reads the run again.</param>
public sealed class RunDesk(
    RunView view, bool isMine, Func<Func<TenantKey, CancellationToken, Task<Refusal?>>, Task<bool>> act, Func<Task> reload)
{
    public RunView View { get; } = view;

    public RunHead Head => View.Head;

    public RunId Id => View.Head.Id;

    public RunCounts Counts => View.Head.Counts;

    /// <summary>False: everything is read-only, because somebody else has the run.</summary>
    public bool IsMine { get; } = isMine;

    /// <summary>True when it was done. A refusal stands on top of the page; what was typed stays where it is.</summary>
    public Task<bool> DoAsync<T>(Func<TenantKey, CancellationToken, Task<Outcome<T>>> perform) =>
        act(async (key, ct) => (await perform(key, ct)).Refusal);

    public Task ReloadAsync() => reload();
}
