using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Stores.Migration.ErrorRows;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>What of the rows with findings is shown without a reveal: on the page and in the error file.</summary>
public sealed class ShownRowTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    [Fact]
    public async Task MIG_16_The_error_file_is_redacted_safe_and_imports_again_cell_for_cell()
    {
        string[] nasty = ["=cmd|' /C calc'!A0", "+1 212 555 0142", "-1", "@SUM(A1)", "\ttab first", "'=already", "plain, with \"quotes\"\nand a break", "-17.5"];
        var rows = nasty.Select((text, i) =>
        {
            var cells = RowDesk.Row(("Date Reported", "31/31/2023"), ("Narrative", text + (text is "-1" or "-17.5" ? "" : " and so on at length")), ("Reporter Name", text));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        }).ToArray();
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([.. rows, RowDesk.Row()]));
        await desk.ValidateAsync();

        using var redacted = new MemoryStream();
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(false, null), redacted, default)).Value.Should().Be(nasty.Length);
        var shown = Read(redacted);
        shown.Should().OnlyContain(r => r.Cells[StagedDesk.Column("Narrative") - 1] == "[REDACTED]" && r.Cells[StagedDesk.Column("Reporter Name") - 1] == "[REDACTED]");
        shown.Should().OnlyContain(r => r.Cells[StagedDesk.Column("Issue Type") - 1] == "Harassment", "what is not personal stays");
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(true, "short"), redacted, default)).Refusal!.Code.Should().Be("skip-reason");

        using var plain = new MemoryStream();
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(true, "The client mends the rows itself"), plain, default)).IsAllowed.Should().BeTrue();
        var raw = Read(plain);
        raw.SelectMany(r => r.Cells).Should().NotContain(c => c.StartsWith('=') || c.StartsWith('+') || c.StartsWith('@') || c.StartsWith('\t'));
        raw.Select(r => ErrorFile.Read(r).Cells.Take(RowDesk.Header.Length)).Should().BeEquivalentTo(rows, o => o.WithStrictOrdering());
        raw.Select(r => r.Cells[^5]).Should().Equal(Enumerable.Range(1, nasty.Length).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        raw.Select(r => r.Cells[^3]).Should().OnlyContain(c => c.Contains("MIG-DAT-001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MIG_16_What_a_page_lists_is_masked_unless_its_column_is_plain()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var lead = new FindingGroupKey(Rules.LeadUnknown.Code, Severity.Warning, StagedDesk.Column("Assigned To"));
        (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value.Should().Be("•••");
        (await desk.Rows.RevealLinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value.Should().Be("nobody@client.example");
        var place = new FindingGroupKey(Rules.LocationNew.Code, Severity.Warning, StagedDesk.Column("Location"));
        (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, place, null, 50, default)).Value.Items.Single().Value.Should().Be("Plant 3");
    }

    [Fact]
    public async Task MIG_34_A_finding_of_a_column_with_few_values_is_shown_without_a_reveal()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var lead = new FindingGroupKey(Rules.LeadUnknown.Code, Severity.Warning, StagedDesk.Column("Assigned To"));
        await desk.SaveAsync("PROFILE", Profiled(SampleMasking.DistinctMost + 1));
        (await ShownAsync()).Should().Be("•••");
        await desk.SaveAsync("PROFILE", Profiled(SampleMasking.DistinctMost), version: 2);
        (await ShownAsync()).Should().Be("nobody@client.example");

        async Task<string?> ShownAsync() => (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value;

        static string Profiled(int distinct)
        {
            var cells = Enumerable.Range(0, distinct * SampleMasking.RowsEach).Select(i => $"Lead {i % distinct} of the office").ToArray();
            return RunJson.Write(new FileProfile(cells.Length, [MapGround.Column(cells) with { Name = "Assigned To" }], 0, 0, 0, 0));
        }
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();
}
