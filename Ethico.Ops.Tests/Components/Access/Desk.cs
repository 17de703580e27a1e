using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Ethico.Ops.Tests.Components.Access;

/// <summary>One circuit on the bench: the real use cases and components, over ports that live in memory and a clock that is moved by hand.</summary>
internal sealed class Desk : BunitContext
{
    public static readonly OperatorId Me = new(Guid.Parse("018f0000-0000-7000-8000-0000000000aa"));
    public static readonly TenantHit Harbor = Hit(1, "Harbor & Vale Health", TenantStatus.Active);
    public static readonly TenantHit Old = Hit(2, "Old Harbor Foods", TenantStatus.Suspended);
    private readonly Role role;

    public Desk(Role role = Role.SupportTier2)
    {
        this.role = role;
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        Sessions = new SessionsInMemory(Clock);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<IImpersonationSessions>(Sessions);
        Services.AddSingleton<ISignals>(Signals);
        Services.AddSingleton<ITenantDirectory>(Directory);
        Services.AddSingleton<IAssignments>(new NobodyAssigned());
        Services.AddSingleton<IAuditTrail>(Trail);
        Services.AddSingleton<IOperators>(new OneOperator(new OperatorView(Me, "me", role, "Mira Stone", null, "Etc/UTC", IsActive: true)));
        Services.AddSingleton<INotices>(new NoNotices());
        Services.AddSingleton<IPreferences>(new PreferencesInMemory());
        Services.AddSingleton<AccessGate>();
        Services.AddSingleton<ImpersonationService>();
        Services.AddSingleton<TenantDirectory>();
        Services.AddSingleton<NoticeBoard>();
        Services.AddSingleton<Preferences>();
        Services.AddSingleton<IDrafts>(Kept);
        Services.AddSingleton<DraftBook>();
        Services.AddScoped<CircuitCaller>(_ => new Sitting(Me, role));
        Services.AddScoped<ViewerZone>();
        Services.AddScoped<Drafts>();
        Services.AddScoped<Workspace>();
        Services.AddScoped<SessionDesk>();
    }

    public FakeTimeProvider Clock { get; }

    public SessionsInMemory Sessions { get; }

    public SignalsByHand Signals { get; } = new();

    public DirectoryInMemory Directory { get; } = new();

    public TrailInMemory Trail { get; } = new();

    public DraftsInMemory Kept { get; } = new();

    public Workspace Workspace => Services.GetRequiredService<Workspace>();

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public static TenantHit Hit(int number, string name, TenantStatus status) => new(
        new(Guid.Parse($"018f0000-0000-7000-8000-{number:D12}")), name, "harbor.example", status, status is TenantStatus.Suspended ? "Unpaid since spring" : null, "Enterprise", IsPinned: false);

    /// <summary>The shell around a page that says its own name and the tenant's.</summary>
    public IRenderedComponent<MainLayout> ShowShell(string address = "/")
    {
        Navigation.NavigateTo(address);
        return Render<MainLayout>(p => p.Add(l => l.Body, builder => builder.AddMarkupContent(0, "<p id=\"page\">rows of the tenant</p>")));
    }

    /// <summary>A dialog as the person sees it.</summary>
    public async Task<IRenderedComponent<MudDialogProvider>> ShowDialogAsync(Func<SessionDesk, Task> open)
    {
        // Somebody may have drawn the shell already, which has a provider of its own.
        await Workspace.BeginAsync(work => work(), CancellationToken.None);
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        await dialogs.InvokeAsync(() => open(Services.GetRequiredService<SessionDesk>()));
        dialogs.WaitForElement(".ops-dialog");
        return dialogs;
    }

    private sealed class Sitting(OperatorId who, Role role) : CircuitCaller
    {
        public override Task<Caller> GetAsync() => Task.FromResult(new Caller(who, role, "127.0.0.1", "test", "0123456789abcdef"));
    }
}
