using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>People at a portal, by the subjects of the demo operators.</summary>
internal static class Crowd
{
    public static async Task<Visitor> VisitAsync(this TestPortal portal, string subject)
    {
        var visitor = new Visitor(portal.Address);
        await visitor.SignInAsync(IdOf(subject));
        return visitor;
    }

    public static Guid IdOf(string subject) => DemoOperators.IdOf(subject).Value;

    public static Task<long> EntriesAsync(this TestPortal portal, string action, string outcome, string subject) => portal.Database.ValueAsync<long>(
        "select count(*) from access.audit_entry where action = $1 and outcome = $2 and actor_id = $3", action, outcome, IdOf(subject).ToString());

    /// <summary>A call that may lose its answer because the connection ends, which is what is asserted next.</summary>
    public static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(Circuit.Patience);
        }
        catch (Exception fault) when (fault is not TimeoutException)
        {
            // Closed while waiting.
        }
    }
}
