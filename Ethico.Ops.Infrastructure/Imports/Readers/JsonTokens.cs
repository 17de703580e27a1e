using System.Text;
using System.Text.Json;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Walks JSON of any length over a stream and hands out one whole object at a time; places as line and byte.</summary>
internal sealed class JsonTokens
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow };

    private readonly Stream content;
    private readonly int maxRecord;
    private readonly int unit;
    private byte[] bytes = new byte[256 << 10];
    private int start;
    private int end;
    private long consumed;
    private long line = 1;
    private bool endsInReturn;
    private bool isRead;
    private JsonReaderState state = new(Options);

    /// <param name="mark">Bytes of the file before the first one here.</param>
    /// <param name="unit">Bytes of the file for each character, where the text was transcoded on the way: places are those of the file. 0: as it stands.</param>
    public JsonTokens(Stream content, int maxRecord, long mark = 0, int unit = 0)
    {
        this.content = content;
        this.maxRecord = maxRecord;
        this.unit = unit;
        consumed = mark;
        while (end < 3 && More())
        {
            // The byte order mark is at hand before the first token is read.
        }

        if (bytes.AsSpan(0, end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            Consume(3);
    }

    public long Line => line;

    public long Offset => consumed;

    /// <summary>Where the last token begins.</summary>
    public long TokenOffset { get; private set; }

    public int Depth { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>The next token; None at the end.</summary>
    public JsonTokenType Next()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(start, end - start), isRead, state);
            bool isHere;
            try
            {
                isHere = reader.Read();
                if (isHere)
                    Text = reader.TokenType is JsonTokenType.PropertyName ? reader.GetString()! : "";
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                throw Broken((int)reader.BytesConsumed, fault);
            }

            if (isHere)
            {
                TokenOffset = consumed + InFile((int)reader.TokenStartIndex);
                Take(ref reader);
                Depth = reader.CurrentDepth;
                return reader.TokenType;
            }

            if (isRead)
                return JsonTokenType.None;
            Fetch();
        }
    }

    /// <summary>The rest of the object or list whose first token was just read, closing bracket included; the walk goes on behind it.</summary>
    /// <returns>Valid until the next call; to be read from the state that stands behind the opening bracket.</returns>
    public JsonSlice Rest(long fromLine, long fromOffset)
    {
        var open = state;
        while (true)
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(start, end - start), isRead, state);
            bool isWhole;
            try
            {
                isWhole = Closes(ref reader);
            }
            catch (JsonException fault)
            {
                throw Broken((int)reader.BytesConsumed, fault);
            }

            if (isWhole)
            {
                var rest = new JsonSlice(bytes.AsMemory(start, (int)reader.BytesConsumed), open);
                Take(ref reader);
                return rest;
            }

            if (isRead)
                throw Broken(end - start, null);
            if (end - start > maxRecord)
                throw new UnreadableSourceException(FormatRefusals.RecordTooLong(fromLine, fromOffset, maxRecord));
            Fetch();
        }
    }

    private static bool Closes(ref Utf8JsonReader reader)
    {
        var open = 1;
        while (open > 0)
        {
            if (!reader.Read())
                return false;
            open += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }

        return true;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        state = reader.CurrentState;
        Consume((int)reader.BytesConsumed);
    }

    private void Consume(int count)
    {
        line += Breaks(count);
        endsInReturn = count > 0 ? bytes[start + count - 1] == '\r' : endsInReturn;
        consumed += InFile(count);
        start += count;
    }

    // A line end of two characters may lie across what was consumed before and what follows.
    private int Breaks(int count)
    {
        var next = bytes.AsSpan(start, count);
        return next.Count((byte)'\n') + next.Count((byte)'\r') - next.Count("\r\n"u8) - (endsInReturn && next is [(byte)'\n', ..] ? 1 : 0);
    }

    private int InFile(int count) => unit == 0 ? count : Encoding.UTF8.GetCharCount(bytes, start, count) * unit;

    private void Fetch()
    {
        if (end - start > maxRecord)
            throw new UnreadableSourceException(FormatRefusals.RecordTooLong(line, consumed, maxRecord));
        More();
    }

    // Bytes handed out stay where they are until the next call.
    private bool More()
    {
        if (start > 0 || end == bytes.Length)
        {
            var target = end - start > bytes.Length / 2 ? new byte[bytes.Length * 2] : bytes;
            bytes.AsSpan(start, end - start).CopyTo(target);
            bytes = target;
            end -= start;
            start = 0;
        }

        var count = content.Read(bytes, end, bytes.Length - end);
        end += count;
        isRead = count == 0;
        return !isRead;
    }

    private UnreadableSourceException Broken(int behind, Exception? fault)
    {
        behind = Math.Min(behind, end - start);
        var at = line + Breaks(behind);
        var offset = consumed + InFile(behind);
        var why = (fault as JsonException)?.Message ?? "";
        return new(why.StartsWith("The maximum configured depth", StringComparison.Ordinal) ? FormatRefusals.JsonTooDeep(at, offset)
            : isRead && (fault is null || why.Contains("end of data", StringComparison.Ordinal) || why.Contains("end of the JSON payload", StringComparison.Ordinal))
                ? FormatRefusals.JsonCut(at, offset)
                : FormatRefusals.Json(at, offset));
    }
}
