using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class ImportRulesTests
{
    private static readonly DateTimeOffset Completed = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void MIG_29_R5_The_window_is_168_hours_to_the_millisecond_whatever_clocks_change()
    {
        var head = Head() with { State = RunState.Imported, CompletedAt = Completed };

        (head with { ReadAt = new(2026, 3, 8, 9, 59, 59, 999, TimeSpan.Zero) }).IsWindowOpen.Should().BeTrue();
        (head with { ReadAt = new(2026, 3, 8, 10, 0, 0, TimeSpan.Zero) }).IsWindowOpen.Should().BeFalse();
        // 8 March 2026 is the night New York's clocks go forward.
        head.WindowEndsAt.Should().Be(new DateTimeOffset(2026, 3, 8, 6, 0, 0, TimeSpan.FromHours(-4)));
    }

    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10_001, true)]
    public void MIG_29_R5_A_second_person_above_ten_thousand_rows_on_the_way_in_and_back(int rows, bool two)
    {
        var facts = RunFacts.Of(Head() with { Counts = new() { PlanCreate = rows - 2, PlanUpdate = 1, PlanMerge = 1, RowsCreated = rows - 2, RowsUpdated = 1, RowsMerged = 1 } }, new());

        (facts.LacksImportApproval, facts.NeedsSecondPerson).Should().Be((two, two));
    }

    [Fact]
    public void An_approval_is_for_the_plan_that_stands_and_of_somebody_who_gave_it()
    {
        var asked = new ImportRequest(new(Guid.CreateVersion7(Completed)), "Maria Keller", Completed, "Please look at it", "ab");
        var head = Head() with { State = RunState.Previewed, PlanDigest = "ab", ImportRequest = asked };
        var approved = asked with { ApprovedBy = new(Guid.CreateVersion7(Completed)) };

        (head.AwaitsImportApproval, head.IsImportApproved).Should().Be((true, false));
        (head with { ReadAt = asked.Until }).AwaitsImportApproval.Should().BeFalse();
        (head with { PlanDigest = "cd" }).AwaitsImportApproval.Should().BeFalse();
        (head with { ImportRequest = approved }).IsImportApproved.Should().BeTrue();
        (head with { ImportRequest = approved, ReadAt = asked.Until.AddDays(3) }).IsImportApproved.Should().BeTrue();
        (head with { ImportRequest = approved, PlanDigest = "cd" }).IsImportApproved.Should().BeFalse();
        (head with { ImportRequest = approved, PlanDigest = null }).IsImportApproved.Should().BeFalse();
    }

    [Fact]
    public void MIG_17_The_example_of_9_1_adds_up_before_and_after_its_decisions()
    {
        var plan = new PlanCounts(910, 40, 20, 25, 5);
        plan.Total.Should().Be(1_000);
        var decided = plan.Decided(ConflictDecision.TakeSource, 3).Decided(ConflictDecision.KeepOurs, 2);
        decided.Should().Be(new PlanCounts(910, 43, 20, 27, 0));
        decided.Total.Should().Be(1_000);
    }

    [Theory]
    [InlineData(100, 1_000, false)]
    [InlineData(101, 1_000, true)]
    [InlineData(101, 10_100, false)]
    [InlineData(102, 10_100, true)]
    [InlineData(10_000, 1_000_000, false)]
    [InlineData(10_001, 1_000_000, true)]
    public void MIG_21_Too_many_failed_is_more_than_a_hundred_and_more_than_one_percent(int failed, int total, bool many) =>
        ImportLimits.IsTooMany(failed, total).Should().Be(many);

    [Fact]
    public void MIG_21_What_may_still_fail_is_what_the_limit_leaves() =>
        Gen.Select(Gen.Int[1, 2_000_000], Gen.Int[0, 100]).Sample((total, failed) =>
            !ImportLimits.IsTooMany(failed + ImportLimits.FailuresLeft(failed, total), total)
            && ImportLimits.IsTooMany(failed + ImportLimits.FailuresLeft(failed, total) + 1, total));

    [Fact]
    public void MIG_27_A_sample_repeats_from_its_seed_is_distinct_and_within_the_population() =>
        Gen.Select(Gen.Long, Gen.Int[0, 5_000], Gen.Int[1, 40]).Sample((seed, population, count) =>
        {
            var drawn = SampleDraw.Draw(seed, population, count);
            return drawn.SequenceEqual(SampleDraw.Draw(seed, population, count))
                && drawn.Count == Math.Min(population, count) && drawn.Distinct().Count() == drawn.Count && drawn.All(d => d >= 0 && d < population);
        });

    [Fact]
    public void MIG_27_A_sheet_is_signed_only_balanced_judged_and_explained()
    {
        var figures = new SheetFigures(6, 5, 0, 0, 1, 0, 5, [new("STATUS CLOSED", 2, 2)], new Dictionary<string, int> { ["SKIP BY_PERSON"] = 1 }, new Dictionary<string, int>());
        var sheet = new Sheet(Guid.Empty, Completed, Convert.ToHexStringLower(figures.Digest()), figures, 1, [new(1, 1, "A", IsGone: false, Matches: true, null)], new Dictionary<string, string>(), []);
        var sign = new SignOff(sheet.Digest, "All records are where they belong");

        SheetRules.MaySign(sheet, sign).Should().BeNull();
        SheetRules.MaySign(sheet, sign with { Statement = "fine" }).Should().Be(ImportRefusals.StatementTooShort);
        SheetRules.MaySign(sheet, sign with { Digest = new string('0', 64) }).Should().Be(ImportRefusals.SheetChanged);
        SheetRules.MaySign(sheet with { Figures = figures with { LiveRecords = 4 } }, sign).Should().Be(ImportRefusals.NotBalanced);
        SheetRules.MaySign(sheet with { Figures = figures with { SourceRows = 7 } }, sign).Should().Be(ImportRefusals.NotBalanced);
        SheetRules.MaySign(sheet with { Samples = [new(1, 1, "A", IsGone: false, Matches: null, null)] }, sign)!.Code.Should().Be("unjudged");
        var differs = sheet with { Figures = figures with { Lines = [new("STATUS CLOSED", 3, 2)] } };
        SheetRules.MaySign(differs, sign)!.Code.Should().Be("unexplained");
        SheetRules.MaySign(differs with { Notes = new Dictionary<string, string> { ["STATUS CLOSED"] = "One was reopened" } }, sign).Should().BeNull();
    }

    [Fact]
    public void MIG_27_The_sheet_as_csv_holds_nothing_a_spreadsheet_would_evaluate()
    {
        var figures = new SheetFigures(1, 1, 0, 0, 0, 0, 1, [new("=cmd|' /C calc'!A0", 2, 1)], new Dictionary<string, int>(), new Dictionary<string, int>());
        var csv = SheetFiles.ToCsv(figures);
        csv.Should().Contain("'=cmd|").And.Contain(",-1,", "a negative number stays one");
        SheetFiles.ToHtml(figures with { Lines = [new("<script>", 1, 1)] }, "MIG-2026-00001").Should().NotContain("<script>");
    }

    [Fact]
    public void MIG_28_Verdicts_and_choices_of_9_3()
    {
        RollbackRules.Judge(isCreated: true, isEdited: false, isBlocked: false).Should().Be(RollbackVerdict.Remove);
        RollbackRules.Judge(isCreated: false, isEdited: false, isBlocked: true).Should().Be(RollbackVerdict.Restore);
        RollbackRules.Judge(isCreated: true, isEdited: false, isBlocked: true).Should().Be(RollbackVerdict.KeptBlocked);
        RollbackRules.Judge(isCreated: true, isEdited: true, isBlocked: true).Should().Be(RollbackVerdict.KeptEdited);
        RollbackRules.Choices(RollbackVerdict.KeptBlocked, isBlocked: true, isChangedByRun: false).Should().NotContain(RollbackChoice.Revert);
        RollbackRules.Choices(RollbackVerdict.KeptEdited, isBlocked: false, isChangedByRun: false).Should().Contain(RollbackChoice.Revert);
        RollbackRules.Choices(RollbackVerdict.KeptEdited, isBlocked: false, isChangedByRun: true).Should().NotContain(RollbackChoice.Revert);
    }

    [Fact]
    public void MIG_17_Every_conflict_has_choices_and_every_choice_comes_to_something()
    {
        foreach (var conflict in Enum.GetValues<ConflictKind>())
            PlanRules.Choices(conflict).Should().NotBeEmpty().And.OnlyContain(d => PlanRules.ComesTo(d) != PlanAction.Conflict);
        PlanRules.Follow(PlanAction.Skip).Should().Be(PlanAction.Skip);
        PlanRules.Follow(PlanAction.Create).Should().Be(PlanAction.Merge);
    }

    [Fact]
    public void MIG_27_Rows_are_listed_by_their_reason_as_numbers_and_spans_and_the_files_carry_them()
    {
        SheetRows.Of([(3, 3), (5, 8), (12, 12)]).Words.Should().Be("3, 5-8, 12");
        SheetRows.Of([.. Enumerable.Range(0, SheetRows.SpansMost + 2).Select(n => (n * 2, n * 2))]).Should().Match<SheetRows>(r => r.More == 2 && r.Words.EndsWith("and 2 more"));

        var figures = new SheetFigures(3, 1, 0, 0, 1, 1, 1, [], new Dictionary<string, int> { ["SKIP BY_PERSON"] = 1, ["FAIL 23514 cases_dates"] = 1 }, new Dictionary<string, int>())
        {
            Rows = new Dictionary<string, SheetRows> { ["SKIP BY_PERSON"] = SheetRows.Of([(2, 2)]), ["FAIL 23514 cases_dates"] = SheetRows.Of([(3, 3)]) },
        };
        SheetFiles.ToCsv(figures).Should().Contain("SKIP BY_PERSON,,1,,rows 2").And.Contain("FAIL 23514 cases_dates,,1,,rows 3");
        SheetFiles.ToHtml(figures, "MIG-2026-00001").Should().Contain("rows 3");
        figures.Digest().Should().NotEqual((figures with { Rows = new Dictionary<string, SheetRows>() }).Digest());
    }

    private static RunHead Head() => new()
    {
        Id = new(Guid.CreateVersion7(Completed)),
        Reference = RunReference.Parse("MIG-2026-00017")!.Value,
        Tenant = new(Guid.CreateVersion7(Completed)),
        TenantName = "Harbor & Vale Health",
        State = RunState.Uploading,
        StateAt = Completed,
        FurthestStep = 1,
        CreatedAt = Completed,
        CreatedBy = new(Guid.CreateVersion7(Completed)),
        CreatedByName = "Maria Keller",
        LastActAt = Completed,
        Counts = new(),
        Hold = new(new(Guid.CreateVersion7(Completed)), "Maria Keller", Completed, Completed),
        Version = 1,
        ReadAt = Completed,
    };
}
