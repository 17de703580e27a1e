using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Tests.Stores.Support;

/// <summary>Keys of the keyed hashes, which the product takes from configuration.</summary>
internal static class WorkspaceKeys
{
    public static HashKeys Both { get; } = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)], DemoSettings.MailKey.ToArray());

    public static void Add(IServiceCollection services) => services.AddSingleton(Both);
}
