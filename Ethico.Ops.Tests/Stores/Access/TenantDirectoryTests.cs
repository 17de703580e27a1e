using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

public class TenantDirectoryTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly World world = new(database);

    private TenantDirectory Directory => world.Get<TenantDirectory>();

    public async ValueTask InitializeAsync()
    {
        if (await database.ValueAsync<long>("select count(*) from platform.organizations") > 0)
            return;
        await world.TenantAsync("Harbor & Vale Health", "harborvale.example");
        await world.TenantAsync("Harborline Logistics", "harborline.example");
        await world.TenantAsync("Old Harbor Foods", "oldharbor.example", "SUSPENDED");
        await world.TenantAsync("Müller's Straßenbau 100% & Co_", "mueller.example");
        await world.TenantAsync("Vale", "vale.example");
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task An_exact_domain_comes_first_then_beginnings_then_likeness()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        (await NamesAsync(who, "vale.example")).First().Should().Be("Vale");
        (await NamesAsync(who, "harbor")).Should().Equal("Harbor & Vale Health", "Harborline Logistics", "Old Harbor Foods");
        (await NamesAsync(who, "harbour vale helth")).First().Should().Be("Harbor & Vale Health");
    }

    [Theory]
    [InlineData("MÜLLER")]
    [InlineData("mueller's strassen")]
    [InlineData("müllers straßen")]
    public async Task Names_are_found_however_their_letters_are_written(string term)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        (await NamesAsync(who, term)).Should().ContainSingle().Which.Should().StartWith("Müller");
    }

    [Theory]
    [InlineData("%%")]
    [InlineData("__")]
    [InlineData("\\\\")]
    [InlineData("'; drop table platform.organizations; --")]
    [InlineData(".*+?[a]")]
    public async Task F11_Marks_of_a_pattern_are_only_characters(string term)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        (await NamesAsync(who, term)).Should().BeEmpty();
        (await NamesAsync(who, "vale")).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("har\0bor")]
    public async Task F11_A_term_too_short_is_refused_in_words(string term)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        (await Directory.SearchAsync(who, term, default)).Refusal!.Code.Should().Be("term");
    }

    [Fact]
    public async Task A_suspended_tenant_is_shown_with_its_cause_and_cannot_be_entered()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        var hit = (await Directory.SearchAsync(who, "old harbor", default)).Value.First();

        hit.CanBeEntered.Should().BeFalse();
        hit.StatusReason.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Scope_S_finds_assigned_tenants_only_and_a_hotline_operator_none()
    {
        var specialist = await world.OperatorAsync(Role.ImplementationSpecialist);
        var hit = (await Directory.SearchAsync(await world.OperatorAsync(Role.SupportTier1), "harborline", default)).Value.First();
        await world.AssignAsync(specialist, hit.Id);

        (await NamesAsync(specialist, "harbor")).Should().Equal("Harborline Logistics");
        (await NamesAsync(specialist, "vale.example")).Should().BeEmpty();
        (await Directory.SearchAsync(await world.OperatorAsync(Role.HotlineOperator), "harbor", default)).Refusal!.Code.Should().Be("not-allowed");
    }

    [Fact]
    public async Task The_61st_search_in_a_minute_is_refused_with_an_entry()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        await database.ExecuteAsync("insert into access.rate_bucket values ($1, 'tenant-search', 0, access.now() + interval '1 hour')", who.Id.Value);

        (await Directory.SearchAsync(who, "harbor", default)).Refusal!.Code.Should().Be("too-many");
        (await world.EntriesAsync("SearchTenants", "REFUSED", who)).Should().Be(1);
    }

    [Fact]
    public async Task What_was_entered_and_what_is_pinned_is_offered_before_typing()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var hits = (await Directory.SearchAsync(who, "harbor", default)).Value;
        await world.EnterAsync(who, hits[0].Id);
        await world.EnterAsync(who, hits[1].Id);
        await world.EnterAsync(who, hits[0].Id);
        await Directory.PinAsync(who, hits[1].Id, isPinned: true, default);

        var offered = (await Directory.ShortcutsAsync(who, default)).Value;

        offered.Recent.Select(h => h.Name).Should().Equal("Harbor & Vale Health", "Harborline Logistics");
        offered.Pinned.Should().ContainSingle().Which.IsPinned.Should().BeTrue();
    }

    private async Task<IReadOnlyList<string>> NamesAsync(Caller who, string term) =>
        [.. (await Directory.SearchAsync(who, term, default)).Value.Select(h => h.Name)];
}
