using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

/// <summary>What is put into a COPY is what the table holds afterwards.</summary>
public sealed class CopyBufferTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public static TheoryData<string> Numbers =>
    [
        "0", "0.0", "1", "-1", "9999", "10000", "10001", "100000000", "99999999.9999", "0.1", "-0.1", "0.01", "0.0001", "0.00001", "10000.0001", "77.7", "100.0", "-12.30",
        "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "7.9228162514264337593543950335",
    ];

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_decimal_is_the_same_number_with_the_same_digits(string written)
    {
        var stored = await PutAsync("numeric", row => row.Add(decimal.Parse(written, System.Globalization.CultureInfo.InvariantCulture)), "select value::text from copied");

        stored.Should().Be(written);
    }

    [Fact]
    public async Task No_decimal_is_null_and_texts_that_are_none_are_an_array_without_elements()
    {
        (await PutAsync("numeric", row => row.Add((decimal?)null), "select (value is null)::text from copied")).Should().Be("true");
        (await PutAsync("text[]", row => row.AddTexts([]), "select cardinality(value)::text from copied")).Should().Be("0");
        (await PutAsync("text[]", row => row.AddTexts(["R3", "ä"]), "select array_to_string(value, '|') from copied")).Should().Be("R3|ä");
    }

    private async Task<string> PutAsync(string type, Action<CopyBuffer> put, string read)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync(ct);
        await using (var create = new NpgsqlCommand($"create temp table copied (value {type})", connection))
            await create.ExecuteNonQueryAsync(ct);
        await using (var copy = await CopyWriter.OpenAsync(connection, "copied (value)", ct))
        {
            copy.Row.BeginRow(1);
            put(copy.Row);
            await copy.CompleteAsync(ct);
        }

        await using var ask = new NpgsqlCommand(read, connection);
        return (string)(await ask.ExecuteScalarAsync(ct))!;
    }
}
