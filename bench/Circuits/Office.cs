using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support.Circuits;
using Npgsql;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>Both sides running, and enough operators with an open session each: one may have twenty circuits.</summary>
internal sealed class Office : IAsyncDisposable
{
    private const string Name = "circuits";
    private const int Cap = 20;
    private readonly string _portalProgram;
    private readonly string _bareProgram;
    private readonly Dictionary<string, string> _settings;
    private readonly List<(Visitor Visitor, Circuit Inside)> _operators = [];
    private Side? _portal;
    private Side? _bare;

    private Office(string portalProgram, string bareProgram, Dictionary<string, string> settings)
    {
        _portalProgram = portalProgram;
        _bareProgram = bareProgram;
        _settings = settings;
    }

    public Side Portal => _portal!;

    public Side Bare => _bare!;

    public static Task<DispatchReply> BareClick(Circuit circuit) => ClickAsync(circuit, "counter", page => page.Button("Click me"));

    /// <summary>A switch in the person's menu: one word and one attribute change, and the preference is written.</summary>
    public static Task<DispatchReply> SwitchClick(Circuit circuit) => ClickAsync(circuit, "switch", page => page.Find("button.menu-item[aria-pressed]"));

    /// <summary>The bell in the bar of every page: it reads the person's notices.</summary>
    public static Task<DispatchReply> PortalClick(Circuit circuit) => ClickAsync(circuit, "bell", page => page.Find("details.menu summary[data-on-click]"));

    /// <param name="circuits">How many will be open at once.</param>
    public static async Task<Office> OpenAsync(int circuits, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync("postgres");
        await Sql.ExecuteAsync(admin, $"drop database if exists {Name} with (force)");
        await Sql.ExecuteAsync(admin, $"create database {Name}");
        // An earlier benchmark of this run may have left connections to the one that went.
        NpgsqlConnection.ClearAllPools();
        var office = new Office(await Published.PortalAsync(ct), await Published.BareAsync(ct), new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Ops"] = await BenchServer.AppAsync(Name),
            ["ConnectionStrings__OpsAdmin"] = await BenchServer.AdminAsync(Name),
            ["Logging__Level"] = "Warning",
        });
        try
        {
            office._bare = await office.StartBareAsync(IsUpAsync, ct);
            office._portal = await office.StartPortalAsync(IsUpAsync, ct);
            // The portal loads them itself into an empty database; here it may have been started before it could.
            await DemoData.LoadAsync(await BenchServer.AdminAsync(Name), DemoOptions.DefaultSeed, DemoData.LastNoon(TimeProvider.System.GetUtcNow()), ct);
            for (var i = 0; i < (circuits + Cap - 2) / (Cap - 1); i++)
                await office.AdmitAsync(i, ct);
            return office;
        }
        catch
        {
            await office.DisposeAsync();
            throw;
        }
    }

    public Task<Side> StartPortalAsync(Func<Uri, CancellationToken, Task<bool>> isReady, CancellationToken ct) => Side.StartAsync(_portalProgram, _settings, isReady, ct);

    public Task<Side> StartBareAsync(Func<Uri, CancellationToken, Task<bool>> isReady, CancellationToken ct) =>
        Side.StartAsync(_bareProgram, new Dictionary<string, string>(StringComparer.Ordinal), isReady, ct);

    public async Task StopPortalAsync()
    {
        foreach (var (_, inside) in _operators)
            await inside.DisposeAsync();
        if (_portal is not null)
            await _portal.DisposeAsync();
        _portal = null;
    }

    public Task<Visitor> SignedInAsync(int number, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(_operators[number].Visitor);
    }

    public async Task<Gathering> BareAsync(int count, CancellationToken ct)
    {
        List<(Visitor, Circuit)> members = [];
        var visitor = new Visitor(Bare.Address);
        for (var i = 0; i < count; i++)
        {
            var circuit = await visitor.OpenAsync("/counter", ct: ct);
            await circuit.SeeAsync(page => page.Button("Click me"), "the counter");
            members.Add((visitor, circuit));
        }

        return new(members);
    }

    /// <summary>Circuits of operators with an open session, on one page.</summary>
    public async Task<Gathering> PortalAsync(string path, int count, CancellationToken ct)
    {
        List<(Visitor, Circuit)> members = [];
        for (var i = 0; i < count; i++)
        {
            var visitor = _operators[i / (Cap - 1)].Visitor;
            var circuit = await visitor.OpenAsync(path, ct: ct);
            await circuit.SeeAsync(page => path is "/" ? page.Find("h1") : page.Find("tbody tr td .id"), "the page");
            await circuit.SeeAsync(page => page.Find("section.tenant.read"), "the open session in the bar");
            members.Add((visitor, circuit));
        }

        return new(members);
    }

    public async ValueTask DisposeAsync()
    {
        await StopPortalAsync();
        foreach (var (visitor, _) in _operators)
            visitor.Dispose();
        if (_bare is not null)
            await _bare.DisposeAsync();
    }

    public static async Task<bool> IsUpAsync(Uri address, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.GetAsync(new Uri("/", UriKind.Relative), ct);
        return response.IsSuccessStatusCode;
    }

    private static Task<DispatchReply> ClickAsync(Circuit circuit, string what, Func<PageView, AngleSharp.Dom.IElement?> find)
    {
        // The handler's number changes only when its component is drawn with another: looked up once, it serves until refused.
        var known = Known.GetOrCreateValue(circuit);
        if (!known.TryGetValue(what, out var handler))
            known.Add(what, handler = PageView.Handler(find(circuit.Page())!, "click")!.Value);
        return circuit.DispatchAsync(handler, "click", """{"detail":1,"button":0,"type":"click"}""");
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Circuit, Dictionary<string, ulong>> Known = [];

    private async Task AdmitAsync(int number, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using (var connection = new NpgsqlConnection(await BenchServer.AdminAsync(Name)))
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(
                """
                with made as (insert into access.operator (id, issuer, subject, role) values ($1, 'demo', $2, 'SUPPORT_TIER_2') returning id)
                insert into access.operator_name (operator_id, display_name) select id, $2 from made
                """,
                connection);
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"Bench {number}"));
            await command.ExecuteNonQueryAsync(ct);
        }

        var tenant = await Sql.ValueAsync<Guid>(
            await BenchServer.AdminAsync(Name),
            "select o.id from platform.organizations o join platform.cases c on c.organization_id = o.id where o.status = 'ACTIVE' and c.closed_at is null group by o.id order by count(*) desc, o.id limit 1");
        var visitor = new Visitor(Portal.Address);
        await visitor.SignInAsync(id, ct);
        var inside = await visitor.OpenAsync($"/enter?tenant={tenant}", ct: ct);
        await inside.SeeAsync(page => page.Find("button.opt.picked"), "the tenant in the switcher");
        await inside.TypeAsync("In your own words", "Measuring what a window costs");
        await inside.ClickAsync(inside.Page().All("button.primary").First(button => PageView.Words(button).StartsWith("Enter for ", StringComparison.Ordinal)));
        await inside.SeeAsync(page => page.Find("section.tenant.read"), "the session");
        _operators.Add((visitor, inside));
    }
}
