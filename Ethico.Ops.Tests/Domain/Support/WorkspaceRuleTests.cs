using System.Text;
using CsCheck;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Support;

public sealed class WorkspaceRuleTests
{
    [Theory]
    [InlineData(CaseStatus.InProgress, "IN_PROGRESS")]
    [InlineData(CaseStatus.AwaitingInfo, "AWAITING_INFO")]
    [InlineData(CaseStatus.New, "NEW")]
    public void A_code_is_the_member_in_capitals(CaseStatus status, string code)
    {
        status.Stored().Should().Be(code);
        PlatformCodes.Read<CaseStatus>(code).Should().Be(status);
    }

    [Theory]
    [InlineData("InProgress")]
    [InlineData("in_progress")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unknown_code_is_nothing_and_never_a_default(string? code) => PlatformCodes.Find<CaseStatus>(code).Should().BeNull();

    [Fact]
    public void A_cursor_comes_back_as_it_was_written_to_the_microsecond() =>
        Gen.Select(Gen.Long[0, 253_402_300_799_999_999], Gen.Guid, Gen.Enum<CaseSort>()).Sample((micros, id, sort) =>
        {
            var at = DateTimeOffset.UnixEpoch.AddTicks(micros * 10);
            var read = CaseCursor.Read(CaseCursor.After(at, id).Write(sort), sort, hasTerm: false).Value!;
            return read.OpenedAt == at && read.Id == id;
        });

    [Fact]
    public void C21_Any_text_as_a_cursor_is_read_or_refused_and_never_throws() =>
        Gen.String.Sample(text =>
        {
            _ = CaseCursor.Read(text, CaseSort.Newest, hasTerm: false);
            _ = CaseCursor.Read(text, CaseSort.Newest, hasTerm: true);
            _ = UserCursor.Read(text);
            _ = CaseCursor.Read(System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes("case-opened\n" + text)), CaseSort.Newest, hasTerm: false);
        });

    [Fact]
    public void A_cursor_of_another_order_is_refused()
    {
        var cursor = CaseCursor.After(DateTimeOffset.UnixEpoch, Guid.Empty).Write(CaseSort.Newest);

        CaseCursor.Read(cursor, CaseSort.Oldest, hasTerm: false).Refusal!.Code.Should().Be("cursor");
        CaseCursor.Read(cursor, CaseSort.Newest, hasTerm: true).Refusal!.Code.Should().Be("cursor");
    }

    [Fact]
    public void Days_turned_round_are_refused()
    {
        var day = new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

        new CaseFilter { OpenedFrom = day, OpenedBefore = day }.Check()!.Code.Should().Be("range");
        new CaseFilter { OpenedFrom = day, OpenedBefore = day.AddDays(1) }.Check().Should().BeNull();
    }

    [Fact]
    public void The_filter_of_an_entry_is_the_same_whatever_order_it_was_clicked_in()
    {
        var one = new CaseFilter { Statuses = [CaseStatus.Open, CaseStatus.New, CaseStatus.Open] };
        var other = new CaseFilter { Statuses = [CaseStatus.New, CaseStatus.Open] };

        one.ToDetail().ToJsonString().Should().Be(other.ToDetail().ToJsonString()).And.Be("""{"statuses":["NEW","OPEN"]}""");
    }

    [Theory]
    [InlineData("name@company.com", true)]
    [InlineData(" name@company.com ", true)]
    [InlineData("name", false)]
    [InlineData("@company.com", false)]
    [InlineData("name@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("na me@company.com", false)]
    public void Only_a_whole_address_is_sought(string mail, bool isWhole) => (new UserFilter { Mail = mail }.Check() is null).Should().Be(isWhole);

    [Theory]
    [InlineData(RevealTargetKind.Account, RevealGroup.Reporter)]
    [InlineData(RevealTargetKind.Report, RevealGroup.Identity)]
    [InlineData(RevealTargetKind.Report, RevealGroup.Contact)]
    public void A_group_that_a_record_does_not_have_is_refused(RevealTargetKind kind, RevealGroup group) =>
        RevealRules.CheckGroup(kind, group)!.Code.Should().Be("group");

    [Fact]
    public void SUP3_Whoever_reported_is_offered_as_the_reporter_only_and_an_anonymous_one_not_at_all()
    {
        RevealRules.OfPerson([PersonRole.Witness, PersonRole.Reporter], true, true, true).Should().Equal(RevealGroup.Reporter);
        RevealRules.OfPerson([PersonRole.Subject], true, false, true).Should().Equal(RevealGroup.Identity, RevealGroup.Employment);
        RevealRules.OfReport(ReporterKind.Anonymous, true, namesSomebody: true).Should().BeEmpty();
        RevealRules.OfReport(ReporterKind.Confidential, true, namesSomebody: true).Should().BeEmpty();
        RevealRules.OfReport(ReporterKind.Identified, false, namesSomebody: false).Should().BeEmpty();
        RevealRules.OfReport(ReporterKind.Identified, false, namesSomebody: true).Should().Equal(RevealGroup.Reporter);
    }

    [Theory]
    [InlineData(false, true, true, true, RevealGroup.Reporter, null)]
    [InlineData(false, true, true, false, RevealGroup.Reporter, "reporter-ticket")]
    [InlineData(false, true, true, true, RevealGroup.Contact, "group")]
    [InlineData(false, false, false, false, RevealGroup.Contact, null)]
    [InlineData(false, false, true, false, RevealGroup.Contact, "reporter-ticket")]
    [InlineData(false, false, true, true, RevealGroup.Contact, null)]
    [InlineData(false, false, false, true, RevealGroup.Reporter, "group")]
    [InlineData(true, true, true, true, RevealGroup.Reporter, "anonymous")]
    public void A_person_is_revealed_by_role_and_ticket(bool isAnonymous, bool here, bool anywhere, bool ticket, RevealGroup group, string? code) =>
        RevealRules.Decide(RevealTargetKind.Person, group, new(isAnonymous, here, anywhere, ticket))?.Code.Should().Be(code);

    [Theory]
    [InlineData(true, true, true, true, IntegrationHealth.Good)]
    [InlineData(true, true, true, null, IntegrationHealth.Good)]
    [InlineData(true, true, true, false, IntegrationHealth.Failing)]
    [InlineData(true, true, false, true, IntegrationHealth.Failing)]
    [InlineData(true, true, null, null, IntegrationHealth.Unproven)]
    [InlineData(false, true, true, true, IntegrationHealth.SwitchedOff)]
    [InlineData(true, false, null, null, IntegrationHealth.NotSetUp)]
    public void What_was_never_proven_is_not_good(bool active, bool configured, bool? test, bool? sync, IntegrationHealth health) =>
        IntegrationState.Judge(active, configured, test, sync).Should().Be(health);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("plain", "plain")]
    public void A15_A_cell_cannot_be_made_to_run(string cell, string written) =>
        Encoding.UTF8.GetString(new CsvText().Line(cell, null).ToBytes()).Should().Be("\uFEFF" + written + ",\r\n");

    [Fact]
    public void A_revealed_field_does_not_print_its_value() => new RevealedField("email", "maria@acme.example").ToString().Should().Be("email");
}
