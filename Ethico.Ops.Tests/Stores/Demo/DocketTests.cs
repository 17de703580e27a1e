using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Demo;

/// <summary>PLT-20: the docket tenant has the counts of platform.md 6.</summary>
public sealed class DocketTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    private const string Imported = "source_system = 'Generic: EPA civil-rights docket' and source_record_id <> '' and migration_run_id is not null and migrated_at is not null";

    [Theory]
    [InlineData("reports", 273)]
    [InlineData("cases", 273)]
    [InlineData("case_reports", 273)]
    [InlineData("categories", 8)]
    [InlineData("locations", 10)]
    [InlineData("persons", 0)]
    [InlineData("investigations", 0)]
    public async Task PLT20_Each_table_holds_the_imported_rows_and_no_others(string table, long rows)
    {
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.{table} where {Of} and {Imported}")).Should().Be(rows);
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.{table} where {Of}")).Should().Be(rows);
    }

    [Fact]
    public async Task PLT20_Categories_have_the_counts_stated_and_sixty_name_a_second_basis()
    {
        (await demo.ListAsync($"select c.name || ' ' || count(*) from platform.cases k join platform.categories c on c.organization_id = k.organization_id and c.id = k.category_id where k.{Of} group by c.name order by count(*) desc, c.name"))
            .Should().Equal("Race 153", "Not stated 51", "Disability 31", "National origin 26", "Retaliation 5", "Other 4", "Age 2", "Sex 1");
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.cases where {Of} and secondary_category_id is not null and secondary_category_id <> category_id")).Should().Be(60);
    }

    [Fact]
    public async Task PLT20_States_outcomes_and_years_are_those_stated()
    {
        (await demo.ListAsync($"select status || ' ' || count(*) from platform.cases where {Of} group by status order by status"))
            .Should().Equal("CLOSED 202", "IN_PROGRESS 58", "IN_REVIEW 13");
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.cases where {Of} and outcome = 'NOT_RECORDED' and closed_at is null and status = 'CLOSED'")).Should().Be(202);
        (await demo.Database.ValueAsync<long>($"select count(distinct outcome_detail) from platform.cases where {Of}")).Should().Be(204);
        (await demo.ListAsync($"select count(*) from platform.reports where {Of} group by extract(year from received_at at time zone 'America/New_York') order by extract(year from received_at at time zone 'America/New_York')"))
            .Should().Equal("21", "37", "46", "17", "20", "20", "14", "32", "41", "25");
        (await demo.ListAsync($"select min(received_at at time zone 'America/New_York')::text || ' to ' || max(received_at at time zone 'America/New_York')::text from platform.reports where {Of}"))
            .Should().Equal("2014-01-12 00:00:00 to 2023-05-31 00:00:00");
    }

    [Fact]
    public async Task PLT20_The_number_that_stood_twice_is_fixed_by_its_document()
    {
        (await demo.ListAsync($"select reference_number || ' ' || business_unit from platform.cases where {Of} and reference_number like '03RNO-23-R%' order by 1"))
            .Should().Contain("03RNO-23-R1 The Metropolitan District (MDC)").And.Contain("03RNO-23-R3 Sussex County, DE");
        (await demo.Database.ValueAsync<long>($"select count(distinct reference_number) from platform.cases where {Of}")).Should().Be(273);
    }

    [Fact]
    public async Task PLT20_Words_are_kept_as_they_stood_line_breaks_included()
    {
        var details = await demo.Database.ValueAsync<string>($"select details from platform.reports where {Of} and reference_number = '06R-23-R5'");
        details.Should().Be(
            "Named Entity: Michigan. Dept. of Edu.\nAlleged Discrimination Basis: Title VI: Race\nRelated Documents: 06R-23-R5 Complaint and Appendix (pdf) (560.31 KB) "
            + "06R-23-R5 REC Reject-Referral (pdf) (177.65 KB) 06R-23-R5 ED Referral Ltr (pdf) (118.31 KB)");
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.reports where {Of} and details like E'%Section 504:\\nDisability%'")).Should().BeGreaterThan(10);
        (await demo.Database.ValueAsync<long>($"select max(char_length(business_unit))::bigint from platform.cases where {Of}")).Should().Be(145);
        (await demo.Database.ValueAsync<long>($"select count(*) from platform.cases where {Of} and custom_fields ?& array['FY Rec''d', 'Related Documents']")).Should().Be(273);
    }

    [Fact]
    public async Task PLT20_Nothing_is_guessed_that_no_column_fed()
    {
        (await demo.Database.ValueAsync<long>($"""
            select count(*) from platform.reports r where r.{Of} and (severity is not null or channel <> 'OTHER' or reporter_type <> 'UNKNOWN' or received_precision <> 'DAY'
                or submitted_at <> received_at or released_at <> received_at or language is not null or is_anonymous is not null)
            """)).Should().Be(0);
        (await demo.Database.ValueAsync<long>($"""
            select count(*) from platform.cases c left join platform.queues q on q.organization_id = c.organization_id and q.id = c.queue_id
            where c.{Of} and (c.handler_id is not null or q.name is distinct from 'Compliance intake' or c.severity is not null or c.opened_precision <> 'DAY')
            """)).Should().Be(0);
        (await demo.ListAsync($"select code || '=' || name from platform.locations where {Of} order by char_length(code), code"))
            .Should().Equal("R1=Region 1", "R2=Region 2", "R3=Region 3", "R4=Region 4", "R5=Region 5", "R6=Region 6", "R7=Region 7", "R8=Region 8", "R9=Region 9", "R10=Region 10");
    }

    [Fact]
    public void PLT20_Thirty_nine_spellings_of_a_basis_are_thirty_two_when_folded()
    {
        var spellings = DocketFile.Read().Select(record => record.Basis).Distinct(StringComparer.Ordinal).ToList();

        spellings.Should().HaveCount(39);
        spellings.Select(NameFolding.Fold).Distinct(StringComparer.Ordinal).Should().HaveCount(32);
    }

    [Fact]
    public void A_basis_nobody_has_mapped_is_not_guessed() =>
        FluentActions.Invoking(() => DocketBasis.Of("Title VI: Colour")).Should().Throw<InvalidOperationException>();

    private const string Of = "organization_id = (select id from platform.organizations where name = 'Clearwater Civil Rights Office')";
}
