using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Ethico.Ops.Tests.Components.Support;

/// <summary>One circuit before the real use cases, stores and database, with a clock of its own that is moved by hand.</summary>
internal sealed class Seat : BunitContext
{
    private readonly Caller caller;

    private Seat(World world, Caller caller, DateTimeOffset? now)
    {
        this.caller = caller;
        // As the database's: what counts down here is spans, and the database's clock runs.
        Clock = new FakeTimeProvider(now ?? TimeProvider.System.GetUtcNow());
        JSInterop.Mode = JSRuntimeMode.Loose;
        // A real database on a machine that builds at the same time.
        DefaultWaitTimeout = TimeSpan.FromSeconds(45);
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(world.Get<IConfiguration>());
        Services.AddSingleton(world.Get<IHostEnvironment>());
        Services.AddOpsInfrastructure(world.Database.AppConnectionString);
        Services.AddScoped<CircuitCaller>(_ => new Sitting(this));
        Services.AddScoped<ViewerZone>();
        Services.AddScoped<Drafts>();
        Services.AddScoped<Workspace>();
        Services.AddScoped<SessionDesk>();
        Services.AddScoped<RevealKeeper>();
    }

    public FakeTimeProvider Clock { get; }

    public Workspace Workspace => Services.GetRequiredService<Workspace>();

    public Drafts Drafts => Services.GetRequiredService<Drafts>();

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>How often an act began here.</summary>
    public int Acts { get; private set; }

    /// <summary>Sits down, with the session this person has open, if any.</summary>
    public static async Task<Seat> TakeAsync(World world, Caller caller, DateTimeOffset? now = null)
    {
        var seat = new Seat(world, caller, now);
        var refusal = await seat.Workspace.BeginAsync(work => work(), CancellationToken.None);
        return refusal is null ? seat : throw new InvalidOperationException(refusal.Sentence);
    }

    /// <summary>An administrator ends this person's session, and no signal says so here.</summary>
    public Task EndElsewhereAsync(TestDatabase database) => database.ExecuteAsync(
        "update access.session set ended_at = access.now(), end_reason = 'FORCED_BY_ADMIN', ended_by = operator_id where id = $1", Workspace.Session!.Id.Value);

    /// <summary>A page at its address, with a place for dialogs.</summary>
    public (IRenderedComponent<TPage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Show<TPage>(
        string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        return (Render<TPage>(p => parameters?.Invoke(p)), dialogs);
    }

    private sealed class Sitting(Seat seat) : CircuitCaller
    {
        public override Task<Caller> GetAsync()
        {
            seat.Acts++;
            return Task.FromResult(seat.caller);
        }
    }
}
