using System.Diagnostics.CodeAnalysis;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>The drafts of a portal that is going to be killed: after its death it writes nothing any more, not even in farewell.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class MortalDrafts(OpsDatabase database, DraftSeal seal, MortalDrafts.Life life) : IDrafts
{
    private readonly DraftStore store = new(database, seal);

    public static void Install(IServiceCollection services, Life life) => services.AddSingleton(life).AddSingleton<IDrafts, MortalDrafts>();

    public Task<Outcome<Draft?>> FindAsync(OperatorId owner, DraftPlace place, CancellationToken ct) => store.FindAsync(owner, place, ct);

    public async Task<Outcome<DraftKept>> KeepAsync(OperatorId owner, DraftPlace place, DraftWrite write, CancellationToken ct)
    {
        if (life.IsOver)
            return AccessRefusals.DatabaseAway;
        life.Begin();
        try
        {
            return await store.KeepAsync(owner, place, write, ct);
        }
        finally
        {
            life.Finish();
        }
    }

    public Task<Outcome<Done>> ForgetAsync(OperatorId owner, DraftPlace place, long upTo, CancellationToken ct) =>
        life.IsOver ? Task.FromResult<Outcome<Done>>(AccessRefusals.DatabaseAway) : store.ForgetAsync(owner, place, upTo, ct);

    internal sealed class Life
    {
        private readonly Lock gate = new();
        private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource idle = Done();
        private int running;

        public volatile bool IsOver;

        /// <summary>Over when the first write is.</summary>
        public Task Written => written.Task;

        /// <summary>Over when no write is under way.</summary>
        public Task Idle
        {
            get
            {
                lock (gate)
                    return idle.Task;
            }
        }

        public void Begin()
        {
            lock (gate)
            {
                if (running++ == 0)
                    idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public void Finish()
        {
            lock (gate)
            {
                if (--running == 0)
                    idle.TrySetResult();
            }

            written.TrySetResult();
        }

        private static TaskCompletionSource Done()
        {
            var done = new TaskCompletionSource();
            done.SetResult();
            return done;
        }
    }
}
