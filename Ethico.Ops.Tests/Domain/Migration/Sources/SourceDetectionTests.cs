using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support.Exports;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class SourceDetectionTests
{
    private static readonly (string Export, SourceSystem System)[] Layouts =
    [
        ("navex-worked-example", SourceSystem.Navex),
        ("navex-intake", SourceSystem.Navex),
        ("navex-callers", SourceSystem.Navex),
        ("eqs-english-categories", SourceSystem.Eqs),
        ("eqs-english-messages", SourceSystem.Eqs),
        ("eqs-german", SourceSystem.Eqs),
        ("case-iq", SourceSystem.CaseIq),
        ("onetrust", SourceSystem.OneTrust),
        ("legacy-ethico-calls", SourceSystem.LegacyEthico),
        ("legacy-ethico-cases", SourceSystem.LegacyEthico),
        ("star", SourceSystem.Star),
    ];

    private static readonly (string Name, SourceSystem System, IReadOnlyList<DictionaryRow> Rows)[] FullLists =
    [
        ("NAVEX", SourceSystem.Navex, NavexColumns.Rows),
        ("EQS, English", SourceSystem.Eqs, EqsColumns.English),
        ("EQS, German", SourceSystem.Eqs, EqsColumns.German),
        ("Case IQ", SourceSystem.CaseIq, OtherColumns.CaseIq),
        ("OneTrust", SourceSystem.OneTrust, OtherColumns.OneTrust),
        ("Legacy Ethico", SourceSystem.LegacyEthico, OtherColumns.LegacyEthico),
        ("STAR", SourceSystem.Star, OtherColumns.Star),
    ];

    public static TheoryData<string, SourceSystem, string> LayoutsRespelled() =>
        [.. from layout in Layouts from way in Respelling.All select (layout.Export, layout.System, way)];

    public static TheoryData<string, SourceSystem, string> ListsRespelled() =>
        [.. from list in FullLists from way in Respelling.All select (list.Name, list.System, way)];

    [Theory]
    [MemberData(nameof(LayoutsRespelled))]
    public void MIG_9_A_layout_is_claimed_for_its_source_however_its_headers_are_spelled(string export, SourceSystem system, string way) =>
        ShouldBeClaimed(Respelling.Of(way, ExampleExport.Read(export).Headers), system);

    [Theory]
    [MemberData(nameof(ListsRespelled))]
    public void MIG_9_A_full_list_is_claimed_for_its_source_however_its_headers_are_spelled(string list, SourceSystem system, string way) =>
        ShouldBeClaimed(Respelling.Of(way, Headers(FullLists.Single(l => l.Name == list).Rows)), system);

    [Fact]
    public void MIG_9_The_short_Case_IQ_layout_is_listed_and_not_claimed()
    {
        var proposal = SourceDetection.Propose(ExampleExport.Read("case-iq-reduced").Headers);

        proposal.System.Should().Be(SourceSystem.Generic);
        proposal.Confidence.Should().Be(0);
        proposal.Candidates[0].System.Should().Be(SourceSystem.CaseIq);
        proposal.Candidates[0].Confidence.Should().Be(0.64m);
    }

    [Theory]
    [InlineData("negative-hr-list")]
    [InlineData("negative-help-desk")]
    [InlineData("negative-eqs-reduced")]
    [InlineData("generic")]
    public void MIG_9_A_file_of_another_kind_is_claimed_for_nobody(string export)
    {
        var proposal = SourceDetection.Propose(ExampleExport.Read(export).Headers);

        proposal.System.Should().Be(SourceSystem.Generic);
        proposal.Candidates.Should().NotContain(c => c.Confidence >= SourceDetection.ProposedFrom);
    }

    [Fact]
    public void MIG_9_A_file_of_every_generic_name_is_claimed_for_nobody() =>
        SourceDetection.Propose(Headers(GenericColumns.Rows)).System.Should().Be(SourceSystem.Generic);

    [Fact]
    public void MIG_9_A_file_without_headers_is_claimed_for_nobody()
    {
        SourceDetection.Propose([]).System.Should().Be(SourceSystem.Generic);
        SourceDetection.Propose(["", "C2", "C3"]).Candidates.Should().BeEmpty();
    }

    [Fact]
    public void The_worked_example_is_NAVEX_with_14_points_and_every_header_known_and_Case_IQ_is_next()
    {
        var proposal = SourceDetection.Propose(ExampleExport.Read("navex-worked-example").Headers);

        proposal.System.Should().Be(SourceSystem.Navex);
        proposal.Confidence.Should().Be(1.00m);
        var navex = proposal.Candidates[0];
        navex.Points.Should().Be(14);
        navex.Marks.Select(m => m.Points).Should().Equal(4, 2, 2, 2, 2, 1, 1);
        navex.Marks.Select(m => m.Header).Should().BeEquivalentTo(
            "EPRS Report Number", "Case Number", "Case Status", "Issue Type", "Date Reported", "Date Closed", "Assigned To");
        (navex.KnownHeaders, navex.Headers).Should().Be((13, 13));
        proposal.Candidates[1].System.Should().Be(SourceSystem.CaseIq);
        Math.Round(proposal.Candidates[1].Confidence, 2).Should().Be(0.36m);
    }

    [Fact]
    public void A_generic_source_needs_a_label_and_carries_it_in_its_name()
    {
        SourceSystems.Name(SourceSystem.Generic, " EPA docket ").Value.Should().Be("Generic: EPA docket");
        SourceSystems.Name(SourceSystem.Generic, " ").Refusal!.Code.Should().Be("source-label-missing");
        SourceSystems.Name(SourceSystem.Generic, new string('x', 81)).Refusal!.Code.Should().Be("source-label-long");
        SourceSystems.Name(SourceSystem.Navex, null).Value.Should().Be("NAVEX EthicsPoint");
    }

    private static void ShouldBeClaimed(string[] headers, SourceSystem system)
    {
        var proposal = SourceDetection.Propose(headers);

        proposal.System.Should().Be(system, "{0}", string.Join(" | ", proposal.Candidates.Select(c => $"{c.System} {c.Confidence:0.000}")));
        proposal.Confidence.Should().BeGreaterThanOrEqualTo(0.60m);
        (proposal.Confidence - proposal.Candidates.Skip(1).Select(c => c.Confidence).DefaultIfEmpty().Max()).Should().BeGreaterThanOrEqualTo(0.15m);
        proposal.Candidates[0].Marks.Should().NotBeEmpty().And.OnlyContain(m => headers.Contains(m.Header));
    }

    private static string[] Headers(IReadOnlyList<DictionaryRow> rows) =>
        [.. rows.SelectMany(r => r.Names).Select(n => n.Name.Text).Distinct(StringComparer.OrdinalIgnoreCase)];
}
