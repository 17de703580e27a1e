using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Pages.Migration;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Components.Migration;

/// <summary>A run of the worked example in a state, and people in front of its page.</summary>
internal static class WizardDesk
{
    public static readonly string Csv = StagedDesk.Csv(RowDesk.SixRows);

    /// <summary>Detected from the stored file, format confirmed, no mapping saved yet.</summary>
    public static async Task<StagedDesk> MappingAsync(World world)
    {
        var desk = await StagedDesk.OpenAsync(world, Csv);
        await world.Database.ExecuteAsync("delete from migration.run_documents where run_id = $1 and kind = 'MAPPING'", desk.Run.Value);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected);
        var found = await world.Get<MigrationDetection>().OverrideAsync(desk.Desk.Key, desk.Run, FormatChoice.Nothing, default);
        if (!found.IsAllowed)
            throw new InvalidOperationException(found.Refusal.Sentence);
        await desk.Desk.PutAsync(desk.Run, RunState.Mapping, "source = 'NAVEX', source_system = 'NAVEX EthicsPoint', mapping_version = null");
        return desk;
    }

    /// <summary>Validated with the mapping of the worked example.</summary>
    public static async Task<StagedDesk> ValidatedAsync(World world)
    {
        var desk = await StagedDesk.OpenAsync(world, Csv);
        await desk.ValidateAsync();
        return desk;
    }

    /// <summary>Somebody else of the same right, in the same tenant.</summary>
    public static async Task<Caller> ColleagueAsync(World world, StagedDesk desk)
    {
        var colleague = await world.OperatorAsync(Role.ImplementationManager, "Freya Nordahl");
        await world.EnterAsync(colleague, desk.Desk.Tenant);
        return colleague;
    }

    public static (IRenderedComponent<RunPage> Page, IRenderedComponent<MudBlazor.MudDialogProvider> Dialogs) Show(Seat seat, RunId run, string query = "") =>
        seat.Show<RunPage>($"/migrations/{run}{query}", p => p.Add(c => c.Which, run.ToString()));
}
