using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Demo;

/// <summary>PLT-19: loaded under all constraints, once, the same everywhere.</summary>
public sealed class DemoDataTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Fact]
    public async Task PLT19_The_rows_are_those_of_the_committed_checksum()
    {
        var checksum = await DemoChecksum.ComputeAsync(demo.Database.AdminConnectionString, organization: null, CancellationToken.None);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', checksum.Tables.Select(each => $"{each.Key} {each.Value}")));
        checksum.Overall.Should().Be(DemoData.ChecksumOfTests, "a change of the demo data is a change of this value, made on purpose");
    }
}
