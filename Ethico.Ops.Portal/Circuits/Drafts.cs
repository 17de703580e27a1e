using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// What was typed and not yet saved. It outlives the page and the session it was typed in, and, a second after it was typed, the circuit
/// and the process: it is then in the database. Typing on does not put that off, so no keystroke older than two seconds is ever lost.
/// </summary>
public sealed partial class Drafts(DraftBook book, CircuitCaller caller, TimeProvider clock, ILogger<Drafts> log) : IAsyncDisposable
{
    /// <summary>From the first keystroke that is not in the database until it is sent there.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The database did not answer: again, until it does.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private const int Most = 50;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim line = new(1, 1);
    private readonly Dictionary<DraftPlace, DraftSlot> slots = [];
    private readonly Dictionary<DraftPlace, DraftSlot> gone = [];
    // Replaced whole: a write's answer reads it from another thread.
    private volatile DraftEditor[] editors = [];
    private ITimer? timer;
    private Caller? owner;
    private bool isDisposed;

    /// <summary>All that this circuit holds.</summary>
    public IReadOnlyList<(string Label, string Text)> All => Held(_ => true);

    /// <summary>There is unsaved work on the screen.</summary>
    public bool IsDirty => Array.Exists(editors, e => e.IsDirty);

    /// <summary>Calls back when <see cref="IsDirty"/> may have changed.</summary>
    public event EventHandler? DirtyChanged;

    /// <summary>What was typed inside a tenant, and outside any, for who reads it after the session ended. Never another tenant's.</summary>
    public IReadOnlyList<(string Label, string Text)> TypedIn(OrganizationId tenant) => Held(slot => slot.Place.Tenant is null || slot.Place.Tenant == tenant);

    public string? Find(DraftPlace place)
    {
        lock (gate)
            return slots.TryGetValue(place, out var slot) && slot.Text.Length > 0 ? slot.Text : null;
    }

    /// <summary>The tenants of the unsaved work on the screen; null stands for none.</summary>
    public IEnumerable<OrganizationId?> DirtyTenants => editors.Where(e => e.IsDirty).Select(e => e.Place.Tenant);

    /// <summary>A field is on the screen from now until disposed. Called back when its draft was saved, refused, or written elsewhere.</summary>
    public DraftEditor Edit(DraftPlace place, Func<Task> onChange)
    {
        var editor = new DraftEditor(this, place, onChange);
        lock (gate)
            editors = [.. editors, editor];
        return editor;
    }

    /// <summary>What was typed there before, in this circuit or an earlier one. Null where there is nothing, or the database is away.</summary>
    public async Task<Draft?> LoadAsync(DraftPlace place, CancellationToken ct)
    {
        owner = await caller.GetAsync();
        var found = await book.FindAsync(owner, place, ct);
        lock (gate)
        {
            slots.TryGetValue(place, out var slot);
            if (found is not { IsAllowed: true, Value: { } kept })
                return slot is { Text.Length: > 0 } ? new Draft(slot.Text, slot.Version, slot.TypedAt, slot.BasedOn) : null;
            if (slot is { IsDue: true } && kept.Version <= slot.Version)
                return new Draft(slot.Text, slot.Version, slot.TypedAt, slot.BasedOn);
            // Saved here a moment ago, and on its way out.
            if (gone.TryGetValue(place, out var dropped) && dropped.Version >= kept.Version)
                return null;
            // Typed here while it was being read: the two are told apart by who writes next.
            if (slot is { IsDue: true })
                return null;
            slot ??= Add(place);
            if (slot is not null)
                (slot.Text, slot.Kept, slot.Version, slot.BasedOn, slot.TypedAt, slot.Elsewhere) = (kept.Text, kept.Text, kept.Version, kept.BasedOn, kept.SavedAt, null);
            return kept;
        }
    }

    /// <summary>Keeps a text under its place; an empty one is forgotten.</summary>
    /// <param name="label">Null: not shown to anybody as a text.</param>
    /// <param name="basedOn">The version of the object that was looked at.</param>
    public void Keep(DraftPlace place, string? label, string text, string? basedOn = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Forget(place);
            return;
        }

        lock (gate)
        {
            if (!slots.TryGetValue(place, out var slot) && (slot = Add(place)) is null)
                return;
            if (gone.Remove(place, out var before))
                (slot.Version, slot.Kept) = (before.Version, before.Kept);
            (slot.Label, slot.Text, slot.BasedOn, slot.TypedAt) = (label, text, slot.Kept is null ? basedOn : slot.BasedOn ?? basedOn, clock.GetUtcNow());
            if (slot.IsDue)
                Wake(Pause);
        }
    }

    /// <summary>It was saved, or thrown away on purpose.</summary>
    public void Forget(DraftPlace place)
    {
        lock (gate)
        {
            if (slots.Remove(place, out var slot))
            {
                gone[place] = slot;
                Wake(TimeSpan.Zero);
            }
        }

        foreach (var editor in editors.Where(e => e.Place == place))
        {
            editor.Mark(isDirty: false);
            Tell(editor);
        }
    }

    /// <summary>What another window wrote in between, to be shown instead of this one's.</summary>
    public async Task<Draft?> TakeElsewhereAsync(DraftPlace place, CancellationToken ct)
    {
        lock (gate)
        {
            if (slots.Remove(place, out var mine))
                mine.Elsewhere = null;
        }

        return await LoadAsync(place, ct);
    }

    /// <summary>This window's text is kept over the other's.</summary>
    public void KeepHere(DraftPlace place)
    {
        lock (gate)
        {
            if (slots.TryGetValue(place, out var slot) && slot.Elsewhere is { } other)
            {
                (slot.Version, slot.Elsewhere, slot.Kept) = (other.Version, null, null);
                Wake(TimeSpan.Zero);
            }
        }
    }

    /// <summary>How the keeping of a text stands: written elsewhere then, or refused.</summary>
    public (DateTimeOffset? ElsewhereAt, Refusal? Trouble) Standing(DraftPlace place)
    {
        lock (gate)
            return slots.TryGetValue(place, out var slot) ? (slot.Elsewhere?.SavedAt, slot.Trouble) : (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
            timer?.Dispose();
        }

        using var soon = new CancellationTokenSource(Farewell, clock);
        await SendAsync(soon.Token);
        line.Dispose();
    }

    internal void Marked() => DirtyChanged?.Invoke(this, EventArgs.Empty);

    internal void Close(DraftEditor editor)
    {
        lock (gate)
            editors = [.. editors.Where(e => e != editor)];
        if (editor.IsDirty)
            Marked();
    }

    private IReadOnlyList<(string Label, string Text)> Held(Func<DraftSlot, bool> isMeant)
    {
        lock (gate)
            return [.. slots.Values.Where(s => s.Label is not null && s.Text.Length > 0 && isMeant(s)).Select(s => (s.Label!, s.Text))];
    }

    private DraftSlot? Add(DraftPlace place) => slots.Count < Most ? slots[place] = new DraftSlot(place) : null;

    // Under the gate. The first that waits sets the time for all.
    private void Wake(TimeSpan wait)
    {
        if (isDisposed || (timer is not null && wait > TimeSpan.Zero))
            return;
        timer?.Dispose();
        timer = clock.CreateTimer(_ => _ = RingAsync(), null, wait, Timeout.InfiniteTimeSpan);
    }

    private async Task RingAsync()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
        }

        await SendAsync(CancellationToken.None);
    }

    // One at a time and in order: what was saved is not kept again by a write that began before.
    private async Task SendAsync(CancellationToken ct)
    {
        try
        {
            await line.WaitAsync(ct);
        }
        catch (Exception over) when (over is ObjectDisposedException or OperationCanceledException)
        {
            return;
        }

        try
        {
            DraftSlot[] dropped, due;
            lock (gate)
            {
                dropped = [.. gone.Values];
                due = [.. slots.Values.Where(s => s.IsDue)];
            }

            if (dropped.Length + due.Length == 0)
                return;
            // Whoever typed this stood when its page opened; that they are signed out since does not take their words away.
            owner ??= await caller.GetAsync();
            var isAway = false;
            foreach (var slot in dropped)
                isAway |= !await DropAsync(owner, slot, ct);
            foreach (var slot in due)
                isAway |= !await WriteAsync(owner, slot, ct);
            if (isAway)
            {
                lock (gate)
                    Wake(Again);
            }
        }
        catch (SignedOutException)
        {
            // Nobody is there whose text this could be.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Unkept(fault.GetType().Name);
        }
        finally
        {
            line.Release();
        }
    }

    private async Task<bool> DropAsync(Caller whose, DraftSlot slot, CancellationToken ct)
    {
        if (slot.Version > 0 && !(await book.ForgetAsync(whose, slot.Place, slot.Version, ct)).IsAllowed)
            return false;
        lock (gate)
        {
            if (gone.TryGetValue(slot.Place, out var now) && now == slot)
                gone.Remove(slot.Place);
        }

        return true;
    }

    private async Task<bool> WriteAsync(Caller whose, DraftSlot slot, CancellationToken ct)
    {
        string text;
        DraftWrite write;
        lock (gate)
        {
            text = slot.Text;
            write = new DraftWrite(text, slot.Version, slot.BasedOn);
        }

        var kept = await book.KeepAsync(whose, slot.Place, write, ct);
        bool isNews;
        lock (gate)
        {
            var before = (slot.Trouble, slot.Elsewhere);
            if (!kept.IsAllowed)
                (slot.Trouble, slot.Refused) = (kept.Refusal, IsPassing(kept.Refusal) ? null : text);
            else if (kept.Value.IsKept)
                (slot.Kept, slot.Version, slot.Trouble, slot.Refused, slot.Elsewhere) = (text, kept.Value.Version, null, null, null);
            else
                (slot.Elsewhere, slot.Trouble) = (kept.Value, null);
            isNews = before != (slot.Trouble, slot.Elsewhere);
        }

        if (isNews)
        {
            foreach (var editor in editors.Where(e => e.Place == slot.Place))
                Tell(editor);
        }

        return kept.IsAllowed || !IsPassing(kept.Refusal);
    }

    private static bool IsPassing(Refusal refusal) => refusal == AccessRefusals.DatabaseAway || refusal == AccessRefusals.Busy || refusal == AccessRefusals.TooSlow || refusal == AccessRefusals.DatabaseReadOnly;

    private static void Tell(DraftEditor editor) => _ = editor.OnChange();

    [LoggerMessage(Level = LogLevel.Error, Message = "Drafts were not kept: {Fault}")]
    private partial void Unkept(string fault);
}
