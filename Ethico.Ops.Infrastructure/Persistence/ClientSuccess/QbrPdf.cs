using System.Text;
using Ethico.Ops.Domain.ClientSuccess;
using SkiaSharp;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>A review on A4, from the same document as the file for browsers, in the portal's own letters: no font of the machine is looked for.</summary>
internal sealed class QbrPdf : IQbrPrinter, IDisposable
{
    private readonly SKTypeface plain = Read("Inter-Regular");
    private readonly SKTypeface strong = Read("Inter-SemiBold");

    public IReadOnlyList<string> Missing(QbrDocument document)
    {
        using var font = new SKFont(plain);
        return [.. document.Texts.SelectMany(t => t.EnumerateRunes()).Where(r => !Rune.IsWhiteSpace(r) && font.GetGlyph(r.Value) == 0).Select(r => r.ToString()).Distinct(StringComparer.Ordinal)];
    }

    public byte[] Print(QbrDocument document)
    {
        using var stream = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = $"{document.Client}: {document.Title}, {document.Period}", Author = "Ethico", Producer = "Ethico" }))
        {
            using (var paper = new QbrPaper(pdf, plain, strong, $"{document.Client} · {document.Period}"))
            {
                paper.Head(document.Title, document.Client, document.Period);
                foreach (var part in document.Parts)
                {
                    paper.Heading(part.Heading);
                    foreach (var block in part.Blocks)
                        Put(paper, block);
                }
            }

            pdf.Close();
        }

        return stream.ToArray();
    }

    public void Dispose()
    {
        plain.Dispose();
        strong.Dispose();
    }

    private static void Put(QbrPaper paper, QbrBlock block)
    {
        switch (block)
        {
            case QbrParagraph paragraph:
                paper.Paragraph(paragraph.Text, paragraph.IsQuiet);
                break;
            case QbrBullets list:
                foreach (var item in list.Items)
                    paper.Bullet(item);
                paper.Gap();
                break;
            case QbrBars bars:
                paper.Bars(bars);
                break;
            case QbrTable table:
                paper.Table(table);
                break;
        }
    }

    private static SKTypeface Read(string name)
    {
        using var stream = typeof(QbrPdf).Assembly.GetManifestResourceStream($"Fonts/{name}") ?? throw new InvalidOperationException($"The font {name} is not built in.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }
}
