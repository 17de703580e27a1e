using Ethico.Ops.Domain.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Signals that never arrive: what holds then is held by the database.</summary>
internal sealed class DeafSignals : ISignals
{
    public static void Install(IServiceCollection services) => services.AddSingleton<ISignals, DeafSignals>();

    public IDisposable Subscribe(Func<Signal, bool> filter, Func<Signal, Task> handler) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
