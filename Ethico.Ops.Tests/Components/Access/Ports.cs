using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Domain.Tenants;

namespace Ethico.Ops.Tests.Components.Access;

internal sealed class SignalsByHand : ISignals
{
    private readonly List<(Func<Signal, bool> Filter, Func<Signal, Task> Handler)> listeners = [];

    public IDisposable Subscribe(Func<Signal, bool> filter, Func<Signal, Task> handler)
    {
        var each = (filter, handler);
        listeners.Add(each);
        return new Ended(() => listeners.Remove(each));
    }

    public async Task SendAsync(Signal signal)
    {
        foreach (var (filter, handler) in listeners.ToArray())
        {
            if (filter(signal))
                await handler(signal);
        }
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

internal sealed class DirectoryInMemory : ITenantDirectory
{
    public List<string> Searched { get; } = [];

    public List<string> Answered { get; } = [];

    /// <summary>Held back until it is completed, for searches that overtake each other.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<Outcome<IReadOnlyList<TenantHit>>> SearchAsync(Caller caller, string term, bool assignedOnly, int most, CancellationToken ct)
    {
        Searched.Add(term);
        if (Gate is { } gate)
            await gate.Task.WaitAsync(ct);
        Answered.Add(term);
        return Outcome.Of<IReadOnlyList<TenantHit>>([.. new[] { Desk.Harbor, Desk.Old }.Where(t => t.Name.Contains(term, StringComparison.OrdinalIgnoreCase))]);
    }

    public Task<Outcome<TenantHit?>> FindAsync(Caller caller, OrganizationId tenant, bool assignedOnly, CancellationToken ct) =>
        Task.FromResult(Outcome.Of(new[] { Desk.Harbor, Desk.Old }.SingleOrDefault(t => t.Id == tenant)));

    public Task<Outcome<TenantShortcuts>> ShortcutsAsync(Caller caller, bool assignedOnly, int most, CancellationToken ct) =>
        Task.FromResult(Outcome.Of(new TenantShortcuts([Desk.Harbor], [])));

    public Task<Outcome<Done>> PinAsync(Caller caller, OrganizationId tenant, bool isPinned, CancellationToken ct) => Task.FromResult(Outcome.Done);
}

internal sealed class TrailInMemory : IAuditTrail
{
    public List<(AuditAction Action, bool Refused)> Entries { get; } = [];

    public Task RecordAsync(Caller caller, AuditAct act, bool refused, CancellationToken ct)
    {
        Entries.Add((act.Action, refused));
        return Task.CompletedTask;
    }
}

internal sealed class NobodyAssigned : IAssignments
{
    public Task<bool> IsAssignedAsync(OperatorId who, OrganizationId tenant, CancellationToken ct) => Task.FromResult(false);
}

internal sealed class NoNotices : INotices
{
    public Task<Outcome<NoticeList>> OfAsync(OperatorId who, int most, CancellationToken ct) => Task.FromResult(Outcome.Of(new NoticeList([], 0)));

    public Task<Outcome<Done>> MarkReadAsync(OperatorId who, Guid? notice, CancellationToken ct) => Task.FromResult(Outcome.Done);
}

internal sealed class PreferencesInMemory : IPreferences
{
    private Preference kept = Preference.Default;

    public Task<Outcome<Preference>> FindAsync(OperatorId who, CancellationToken ct) => Task.FromResult(Outcome.Of(kept));

    public Task<Outcome<Done>> KeepAsync(OperatorId who, Preference preference, CancellationToken ct)
    {
        kept = preference;
        return Task.FromResult(Outcome.Done);
    }
}

internal sealed class OneOperator(OperatorView one) : IOperators
{
    public Task<Outcome<OperatorView?>> FindAsync(OperatorId who, CancellationToken ct) => Task.FromResult(Outcome.Of(who == one.Id ? one : null));

    public Task<Outcome<IReadOnlyList<OperatorView>>> OfIssuerAsync(string issuer, CancellationToken ct) => Task.FromResult(Outcome.Of<IReadOnlyList<OperatorView>>([one]));

    public Task<Outcome<Standing>> StandingAsync(OperatorId who, Guid signIn, CancellationToken ct) => Task.FromResult(Outcome.Of(new Standing(one.Role, IsSignInOver: false)));

    public Task<Outcome<OperatorId>> SignedInAsync(SignInFacts facts, CancellationToken ct) => Task.FromResult(Outcome.Of(one.Id));

    public Task<Outcome<Done>> SignedOutAsync(Caller caller, Guid signIn, CancellationToken ct) => Task.FromResult(Outcome.Done);

    public Task<Outcome<Done>> SignInRefusedAsync(RefusedSignIn refused, CancellationToken ct) => Task.FromResult(Outcome.Done);
}
