using System.Buffers;
using System.Text;
using CsCheck;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Access;

/// <summary>The quick reader of an export's lines against the slow one, which goes through objects.</summary>
public sealed class AuditLineTests
{
    // Plain lines and those with each kind of escape: the two ways of reading a text.
    private static readonly Gen<string?> Texts = Gen.OneOf(
        Gen.String[Gen.Char["abc XYZ019-:/<>&'+`=@{}[]"], 0, 40],
        Gen.String[Gen.Char["ab\"\\{}:,"], 0, 40],
        Gen.String[Gen.Char["a\"\\/\n\r\t\b\f\u0000\u001b\u007f\u00a0é漢\u2028\ufeff"], 0, 40],
        Gen.Const("{\"page\":\"first\",\"note\":\"a\\nb \\\\ 🙂\"}"),
        Gen.Const("\\"),
        Gen.Const("\"")).Null();

    private static readonly Gen<AuditEntry> Entries = Gen.Select(Texts.Array[9], Gen.Guid, Gen.Long[1, long.MaxValue], Gen.Bool, (texts, id, sequence, isInside) => new AuditEntry
    {
        Id = id,
        Stream = "session:" + (texts[0] ?? ""),
        Sequence = sequence,
        At = new DateTimeOffset(2026, 3, 8, 6, 59, 59, 999, TimeSpan.Zero).AddTicks(9_990),
        ActorKind = "OPERATOR",
        ActorId = texts[1] ?? "",
        Role = texts[2],
        SessionId = isInside ? id : null,
        Action = "ViewCase",
        EntityId = texts[3],
        Detail = texts[4],
        Outcome = "ALLOWED",
        Reason = texts[5],
        UserAgent = texts[6],
        Before = texts[7],
        After = texts[8],
        PreviousHash = new byte[AuditCanon.HashLength],
        Hash = new byte[AuditCanon.HashLength],
    });

    [Fact]
    public void S5_What_was_written_is_read_as_it_was_hashed() => Entries.Sample(
        entry =>
        {
            var batch = new AuditBatch();
            batch.AddLine(Line(MemoryTrail.Hashed(entry)));

            batch.At(0).IsReadable.Should().BeTrue();
            batch.At(0).HashFits.Should().BeTrue();
        },
        iter: 5_000, threads: 2);

    // Each changes how something is written and nothing of what it says, or says what no entry can.
    [Theory]
    [InlineData("\\\"", "\\u0022")]
    [InlineData("\\\\", "\\u005c")]
    [InlineData("/", "\\/")]
    [InlineData("reason", "reaso\\u006e")]
    [InlineData("Plain", "\\u0050lain")]
    [InlineData("é", "\\u00e9")]
    [InlineData("\\n", "\\u000a")]
    [InlineData("0d0e4f1a", "0D0E4F1A")]
    [InlineData("0d0e4f1a-", "0d0e4f1a")]
    [InlineData("0d0e4f1a-1", "0d0e4f1-a1")]
    [InlineData("0d0e4f1a", "0d0e4f1g")]
    [InlineData("0d0e4f1a", "-d0e4f1a")]
    [InlineData("\"sequence\":7", "\"sequence\":07")]
    [InlineData("\"sequence\":7", "\"sequence\": 7")]
    [InlineData("Plain", "Pla\tin")]
    [InlineData("Plain", "Pla\u007fin")]
    [InlineData("Plain", "Plain\\")]
    [InlineData("\"ALLOWED\"", "null")]
    [InlineData("}", "} ")]
    public void S5_A_line_has_one_form(string part, string instead)
    {
        foreach (var reason in (string[])["Plain reason/\"quoted\" \\ back", "Plain reason/ é \"quoted\" \\ and\na line"])
        {
            var line = Encoding.UTF8.GetString(Line(new AuditEntry
            {
                Id = new Guid("0d0e4f1a-1111-4222-8333-444455556666"),
                Stream = "actor:x",
                Sequence = 7,
                At = new DateTimeOffset(2026, 3, 8, 6, 59, 59, TimeSpan.Zero),
                ActorKind = "OPERATOR",
                ActorId = "x",
                Action = "ViewCase",
                Outcome = "ALLOWED",
                Reason = reason,
                PreviousHash = new byte[AuditCanon.HashLength],
                Hash = new byte[AuditCanon.HashLength],
            }));
            var batch = new AuditBatch();
            batch.AddLine(Encoding.UTF8.GetBytes(line));
            batch.At(0).IsReadable.Should().BeTrue("{0}", line);
            var at = line.LastIndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                continue;

            batch.AddLine(Encoding.UTF8.GetBytes(line[..at] + instead + line[(at + part.Length)..]));

            batch.At(1).IsReadable.Should().BeFalse("{0} instead of {1}", instead, part);
        }
    }

    private static byte[] Line(AuditEntry entry)
    {
        var to = new ArrayBufferWriter<byte>();
        using var writer = AuditJson.Writer(to);
        AuditJson.Write(writer, entry);
        return to.WrittenSpan.ToArray();
    }
}
