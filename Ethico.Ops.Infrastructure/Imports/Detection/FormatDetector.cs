using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Finds out how a file is written. The first look reads its beginning only, so that rows show at once (P5).</summary>
/// <param name="isKnown">Whether some source system calls a column so.</param>
internal sealed class FormatDetector(FormatLimits limits, Predicate<string> isKnown)
{
    public const int FirstRows = 20;

    public static FormatDetector WithKnownSources(FormatLimits limits) => new(limits, SourceDetection.Knows);

    /// <param name="content">Seekable; read from its beginning.</param>
    /// <param name="choice">What a person has decided already.</param>
    /// <param name="proved">The encoding, once the whole file was read; null in the first look.</param>
    /// <exception cref="UnreadableSourceException">The file is not read; with the place and the way out.</exception>
    public DetectedFormat Look(Stream content, FormatChoice choice, EncodingGuess? proved = null)
    {
        if (content.Length > limits.FileBytes)
            throw Refused(FormatRefusals.TooLarge(limits.FileBytes));
        var head = FileHead.Read(content);
        switch (FileSignatures.Of(head.Bytes))
        {
            case FileSignature.Empty:
                throw Refused(FormatRefusals.Empty);
            case FileSignature.Pdf:
                throw Refused(FormatRefusals.Pdf);
            case FileSignature.Archive:
                throw Refused(FormatRefusals.Zip);
            case FileSignature.Image:
                throw Refused(FormatRefusals.Image);
            case FileSignature.RichText:
                throw Refused(FormatRefusals.RichText);
            case FileSignature.OldOffice:
                throw Refused(OldOffice.IsProtectedWorkbook(content) ? FormatRefusals.Password : FormatRefusals.OldExcel);
            case FileSignature.Zip:
                return new WorkbookLook(limits, isKnown).Look(content, choice);
        }

        var encoding = Encoding(head, choice, proved);
        var decoder = TextDecoder.For(encoding.Name) ?? throw Refused(FormatRefusals.EncodingUnknown);
        var text = Decoded(head, decoder, choice, ref encoding);
        if (string.IsNullOrWhiteSpace(text) && head.IsWhole)
            throw Refused(FormatRefusals.Blank);
        if (MarkupFile.Of(text) is { } markup)
            throw Refused(markup);
        return JsonLook.IsJson(text)
            ? new JsonLook(limits).Look(content, head, text, encoding)
            : new DelimitedLook(limits, isKnown).Look(content, head, text, encoding, choice);
    }

    private static string Decoded(FileHead head, TextDecoder decoder, FormatChoice choice, ref EncodingGuess encoding)
    {
        try
        {
            return head.Text(decoder);
        }
        catch (UnreadableSourceException stop) when (!encoding.IsCertain && choice.Encoding is null)
        {
            using var bytes = new MemoryStream(head.Bytes, writable: false);
            encoding = EncodingGuess.Windows(stop.Fault.Line!.Value, stop.Fault.Offset!.Value, EncodingScan.WindowsGap(bytes, default));
            return head.Text(TextDecoder.For(encoding.Name)!);
        }
    }

    private static EncodingGuess Encoding(FileHead head, FormatChoice choice, EncodingGuess? proved)
    {
        var guess = EncodingGuess.Of(head.Bytes);
        if (choice.Encoding is { } chosen)
            return new(chosen, guess.IsAllowed && guess.Value.HasMark && string.Equals(guess.Value.Name, chosen, StringComparison.OrdinalIgnoreCase), true, 1, "Chosen by a person.");
        if (proved is not null)
            return proved;
        if (guess is { IsAllowed: true, Value.IsCertain: false } && FileSignatures.IsBinary(head.Bytes))
            throw Refused(FormatRefusals.NotText);
        return guess.IsAllowed ? guess.Value : throw Refused(guess.Refusal);
    }

    private static UnreadableSourceException Refused(Domain.Shared.Refusal refusal) => new(new(refusal));
}
