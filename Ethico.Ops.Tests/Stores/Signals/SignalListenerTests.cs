using System.Threading.Channels;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Signals;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Signals;

public sealed class SignalListenerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_notification_of_the_database_arrives_with_its_ids()
    {
        await using var listening = await Listening.StartAsync(database);
        var (session, who, tenant) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await database.ExecuteAsync(
            "select pg_notify('ops_signal', jsonb_build_object('kind', 'session-ended', 'session', $1, 'operator', $2, 'tenant', $3, 'reason', 'EXPIRED')::text)", session, who, tenant);
        (await listening.NextAsync()).Should().Be(new Signal(SignalKind.SessionEnded, new(session), new OperatorId(who), new(tenant), "EXPIRED"));
    }

    [Fact]
    public async Task A_killed_backend_is_replaced_and_everybody_is_told_to_read_again()
    {
        await using var listening = await Listening.StartAsync(database);
        await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ethico-ops-listener' and datname = current_database()");
        (await listening.NextAsync()).Kind.Should().Be(SignalKind.Resync);
        listening.IsListening.Should().BeTrue();

        await database.ExecuteAsync("select pg_notify('ops_signal', '{\"kind\":\"operator-changed\"}')");
        (await listening.NextAsync()).Kind.Should().Be(SignalKind.OperatorChanged);
    }

    [Fact]
    public async Task Rubbish_and_kinds_of_a_newer_version_are_dropped_and_the_next_signal_arrives()
    {
        await using var listening = await Listening.StartAsync(database);
        foreach (var payload in (string[])["", "rubbish", "[]", "{}", "{\"kind\":7}", "{\"kind\":\"from-the-future\"}", "{\"kind\":\"session-opened\",\"session\":\"no id\"}"])
            await database.ExecuteAsync("select pg_notify('ops_signal', $1)", payload);
        (await listening.NextAsync()).Should().Be(new Signal(SignalKind.SessionOpened));
    }

    [Fact]
    public async Task A_handler_that_throws_or_hangs_keeps_nothing_from_the_others()
    {
        await using var listening = await Listening.StartAsync(database);
        using var throws = listening.Exchange.Subscribe(_ => true, _ => throw new InvalidOperationException());
        using var throwsInFilter = listening.Exchange.Subscribe(_ => throw new InvalidOperationException(), _ => Task.CompletedTask);
        using var hangs = listening.Exchange.Subscribe(_ => true, _ => new TaskCompletionSource().Task);
        await database.ExecuteAsync("select pg_notify('ops_signal', '{\"kind\":\"session-changed\"}'), pg_notify('ops_signal', '{\"kind\":\"session-opened\"}')");
        (await listening.NextAsync()).Kind.Should().Be(SignalKind.SessionChanged);
        (await listening.NextAsync()).Kind.Should().Be(SignalKind.SessionOpened);
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly OpsDataSources _sources;
        private readonly SignalListener _listener;
        private readonly Channel<Signal> _heard = Channel.CreateUnbounded<Signal>();
        private readonly IDisposable _subscription;

        private Listening(string connection)
        {
            _sources = new(connection);
            Exchange = new(NullLogger<SignalExchange>.Instance);
            _listener = new(_sources, Exchange, TimeProvider.System, NullLogger<SignalListener>.Instance);
            _subscription = Exchange.Subscribe(_ => true, async signal => await _heard.Writer.WriteAsync(signal));
        }

        public SignalExchange Exchange { get; }

        public bool IsListening => _listener.IsListening;

        public static async Task<Listening> StartAsync(TestDatabase database)
        {
            var listening = new Listening(database.AppConnectionString);
            await listening._listener.StartAsync(CancellationToken.None);
            (await listening.NextAsync()).Kind.Should().Be(SignalKind.Resync);
            return listening;
        }

        public Task<Signal> NextAsync() => _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        public async ValueTask DisposeAsync()
        {
            await _listener.StopAsync(CancellationToken.None);
            _listener.Dispose();
            _subscription.Dispose();
            await _sources.DisposeAsync();
        }
    }
}
