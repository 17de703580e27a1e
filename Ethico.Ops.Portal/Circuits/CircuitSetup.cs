using Ethico.Ops.Portal.Components.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace Ethico.Ops.Portal.Circuits;

internal static class CircuitSetup
{
    // What a browser sends in one message; files go over HTTP.
    internal const long LongestMessage = 32 * 1024;

    public static void AddOpsCircuits(this IServiceCollection services, bool isDevelopment)
    {
        services.AddSingleton<CircuitRegister>();
        services.AddSingleton<MessageBudget>();
        services.AddSingleton<MemoryRoom>(_ => new MemoryRoom());
        services.AddSingleton<CircuitHubFilter>();
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = isDevelopment;
            options.DisconnectedCircuitMaxRetained = 500;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.MaxBufferedUnacknowledgedRenderBatches = 10;
            options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
        }).AddHubOptions(options =>
        {
            options.MaximumReceiveMessageSize = LongestMessage;
            options.MaximumParallelInvocationsPerClient = 1;
            options.EnableDetailedErrors = false;
            options.AddFilter<CircuitHubFilter>();
        }).RegisterPersistentService<Workspace>(Microsoft.AspNetCore.Components.Web.RenderMode.InteractiveServer);
        services.AddScoped<CircuitPin>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitPin>());
        services.AddScoped<CircuitAuthentication>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitAuthentication>());
        services.AddScoped<CircuitCaller, LiveCircuitCaller>();
        services.AddScoped<Workspace>();
        services.AddScoped<ViewerZone>();
        services.AddScoped<Drafts>();
        services.AddScoped<RevealKeeper>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<RevealKeeper>());
        services.AddScoped<SessionDesk>();
        services.AddCascadingAuthenticationState();
    }
}
