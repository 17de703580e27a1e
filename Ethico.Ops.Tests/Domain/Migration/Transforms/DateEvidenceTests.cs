using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class DateEvidenceTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly string[] Received = ["03/04/2023", "04/05/2023", "06/07/2023", "07/08/2023", "02/31/2023", "08/09/2023"];
    private static readonly string[] Closed = ["05/10/2023", "04/20/2023", "", "", "09/01/2023", ""];

    [Fact]
    public void MIG_13_The_worked_example_proves_the_closing_dates_and_leaves_the_receipts_to_a_person()
    {
        var closed = Evidence(Closed).Judge();
        closed.Should().Be(new DateVerdict(DateVerdictKind.Accepted, DateOrder.MonthFirst, "1 of 3 exists only month first."));

        var evidence = Evidence(Received);
        evidence.Judge([new("Date Closed", DateOrder.MonthFirst)]).Should().Be(new DateVerdict(
            DateVerdictKind.MustConfirm, null, "None of 6 dates proves an order. Please confirm how to read them. Date Closed is month first."));
        evidence.Impossible.Should().Be(1);
        (evidence.First(DateOrder.MonthFirst), evidence.Last(DateOrder.MonthFirst)).Should().Be((new DateOnly(2023, 3, 4), new DateOnly(2023, 8, 9)));
        (evidence.First(DateOrder.DayFirst), evidence.Last(DateOrder.DayFirst)).Should().Be((new DateOnly(2023, 4, 3), new DateOnly(2023, 9, 8)));

        var pairs = new DatePairEvidence(Today.Year);
        for (var i = 0; i < Received.Length; i++)
            pairs.Add(Received[i], Closed[i]);
        pairs.ClosedBeforeReceived(DateOrder.MonthFirst, DateOrder.MonthFirst).Should().Be(0);
        pairs.ClosedBeforeReceived(DateOrder.DayFirst, DateOrder.MonthFirst).Should().Be(1);
    }

    [Theory]
    [InlineData(100, DateVerdictKind.Accepted)]
    [InlineData(101, DateVerdictKind.Review)]
    public void MIG_13_One_proof_in_a_hundred_is_accepted_and_in_a_hundred_and_one_is_reviewed(int filled, DateVerdictKind kind)
    {
        var evidence = Evidence(["25/12/2023", .. Enumerable.Repeat("04/05/2023", filled - 1), "", " "]);
        var verdict = evidence.Judge();
        (evidence.Filled, verdict.Kind, verdict.Order).Should().Be((filled, kind, DateOrder.DayFirst));
    }

    [Fact]
    public void MIG_13_Proof_for_both_orders_is_a_persons_to_choose()
    {
        var verdict = Evidence("25/12/2023", "12/25/2023", "12/26/2023").Judge();
        verdict.Should().Be(new DateVerdict(
            DateVerdictKind.PersonMustChoose, null, "2 exist only month first, 1 only day first. Please choose; the others become errors."));
    }

    [Theory]
    [InlineData("2023-12-25")]
    [InlineData("25.12.2023")]
    [InlineData("25-Dec-2023")]
    [InlineData("")]
    public void A_column_without_figures_in_open_order_needs_no_word(string cell)
    {
        var verdict = Evidence(cell, cell).Judge();
        (verdict.IsAccepted, verdict.Order).Should().Be((true, null));
    }

    [Fact]
    public void Equal_figures_impossible_dates_and_other_text_prove_nothing_and_are_counted_apart()
    {
        var evidence = Evidence("5/5/2023", "31/31/2023", "31.02.2023", "soon", "45000", "2023-01-01");
        (evidence.Filled, evidence.OrderOpen, evidence.Impossible, evidence.NotDates, evidence.SerialLike).Should().Be((6, 2, 2, 1, 1));
        (evidence.MonthFirstProofs, evidence.DayFirstProofs).Should().Be((0, 0));
    }

    [Fact]
    public void Dates_after_today_are_counted_under_each_order()
    {
        var evidence = Evidence("11/22/2026", "12/01/2026", "2027-01-01");
        evidence.InFuture(DateOrder.MonthFirst).Should().Be(2);
        evidence.InFuture(DateOrder.DayFirst).Should().Be(1);
    }

    [Fact]
    public void Gathering_evidence_allocates_nothing()
    {
        var evidence = new DateEvidence(Today);
        var pairs = new DatePairEvidence(Today.Year);
        Allocations.Least(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                evidence.Add("25/12/2023 10:00");
                evidence.Add("25. Dezember 2023");
                pairs.Add("25/12/2023", "25-Dec-23");
            }
        }).Should().Be(0);
    }

    private static DateEvidence Evidence(params string[] cells)
    {
        var evidence = new DateEvidence(Today);
        foreach (var cell in cells)
            evidence.Add(cell);
        return evidence;
    }
}
