using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class RowHashTests
{
    // One hash object serves all: what came before must leave nothing behind.
    [Fact]
    public void A_hash_is_that_of_its_own_bytes_whatever_was_hashed_before()
    {
        var run = new RunId(new Guid("01900000-0000-7000-8000-000000000001"));
        var hashes = new RowHashes(run);
        Gen.Select(Gen.Int[0, 4_000_000], Gen.String).Sample(
            (number, text) =>
            {
                hashes.Of("key", text).Should().Be(Expected("key\0" + text));
                hashes.Of("text", number, text).Should().Be(Expected($"text\0{number}\n{text}"));
                hashes.Digest([text]).Should().Equal(SHA256.HashData([.. Length(text), .. Encoding.UTF8.GetBytes(text)]));
            },
            iter: 200, threads: 1);

        long Expected(string said) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData([.. run.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(said)]));
        static byte[] Length(string text)
        {
            var bytes = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(bytes, Encoding.UTF8.GetByteCount(text));
            return bytes;
        }
    }
}
