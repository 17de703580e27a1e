using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>A statement put together of written pieces: every hole of a piece stays a parameter, whatever it is joined with.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder format = new();
    private readonly List<object?> values = [];

    public SqlText Add(FormattableString piece)
    {
        var holes = piece.GetArguments().Select((_, i) => (object)string.Create(CultureInfo.InvariantCulture, $"{{{values.Count + i}}}")).ToArray();
        format.AppendFormat(CultureInfo.InvariantCulture, piece.Format, holes).Append('\n');
        values.AddRange(piece.GetArguments());
        return this;
    }

    public SqlText AddIf(bool condition, FormattableString piece) => condition ? Add(piece) : this;

    public FormattableString Done() => FormattableStringFactory.Create(format.ToString(), [.. values]);
}
