using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class FixtureTextTests
{
    [Fact]
    public void MIG_30_Rows_are_read_as_they_are_typed_or_pasted_and_the_header_is_no_row()
    {
        string[] headers = ["Case Number", "Status", "Text"];

        FixtureText.Read("case_number,status,text\r\nX-1,Open,\"one, \"\"two\"\"\nthree\"\n\nX-2,Closed,\n", headers).Should().BeEquivalentTo(
            new[] { new[] { "X-1", "Open", "one, \"two\"\nthree" }, new[] { "X-2", "Closed", "" } }, o => o.WithStrictOrdering());
        FixtureText.Read("X-1\tOpen\ta, b", headers).Should().ContainSingle().Which.Should().Equal("X-1", "Open", "a, b");
        FixtureText.Read("", headers).Should().BeEmpty();
        FixtureText.Read("\"never closed", headers).Should().ContainSingle().Which.Should().Equal("never closed");
    }
}
