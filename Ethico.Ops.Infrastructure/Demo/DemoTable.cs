using System.Reflection;
using EFCore.NamingConventions.Internal;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>One table's rows, and how they are written: by binary COPY, each property into the column of its name.</summary>
internal sealed class DemoTable<TRow>(string name) : IDemoTable
    where TRow : class
{
    private static readonly Column[] Columns = [.. InOrder(typeof(TRow)).Select(Column.Of)];

    private readonly List<TRow> _rows = [];

    public string Name { get; } = name;

    public int Count => _rows.Count;

    public void Add(TRow row) => _rows.Add(row);

    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (_rows.Count == 0)
            return;

        var columns = string.Join(", ", Columns.Select(column => column.Name));
        await using var importer = await connection.BeginBinaryImportAsync($"copy platform.{Name} ({columns}) from stdin (format binary)", ct);
        foreach (var row in _rows)
        {
            await importer.StartRowAsync(ct);
            foreach (var column in Columns)
                column.Write(importer, row);
        }

        await importer.CompleteAsync(ct);
    }

    // A base record's properties come last by reflection's order, which is as good as any: columns are written by name.
    private static IEnumerable<PropertyInfo> InOrder(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);

    private sealed record Column(string Name, Action<NpgsqlBinaryImporter, TRow> Write)
    {
        private static readonly MethodInfo Typed = typeof(Column).GetMethod(nameof(Writer), BindingFlags.NonPublic | BindingFlags.Static)!;

        private static readonly SnakeCaseNameRewriter Names = new(System.Globalization.CultureInfo.InvariantCulture);

        public static Column Of(PropertyInfo property)
        {
            var write = property.PropertyType == typeof(DemoJson) ? Json(property, property.GetMethod!.CreateDelegate<Func<TRow, DemoJson>>())
                : property.PropertyType == typeof(DemoJson?) ? NullableJson(property.GetMethod!.CreateDelegate<Func<TRow, DemoJson?>>())
                : (Action<NpgsqlBinaryImporter, TRow>)Typed.MakeGenericMethod(property.PropertyType).Invoke(null, [property])!;
            return new(Names.RewriteName(property.Name), write);
        }

        private static Action<NpgsqlBinaryImporter, TRow> Json(PropertyInfo _, Func<TRow, DemoJson> get) =>
            (importer, row) => importer.Write(get(row).Text, NpgsqlDbType.Jsonb);

        private static Action<NpgsqlBinaryImporter, TRow> NullableJson(Func<TRow, DemoJson?> get) => (importer, row) =>
        {
            if (get(row) is { } json)
                importer.Write(json.Text, NpgsqlDbType.Jsonb);
            else
                importer.WriteNull();
        };

        private static Action<NpgsqlBinaryImporter, TRow> Writer<TValue>(PropertyInfo property)
        {
            var get = property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();
            var type = TypeOf(Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue));
            return (importer, row) =>
            {
                if (get(row) is { } value)
                    importer.Write(value, type);
                else
                    importer.WriteNull();
            };
        }

        private static NpgsqlDbType TypeOf(Type type) =>
            type == typeof(string) ? NpgsqlDbType.Text
            : type == typeof(Guid) ? NpgsqlDbType.Uuid
            : type == typeof(DateTimeOffset) ? NpgsqlDbType.TimestampTz
            : type == typeof(DateOnly) ? NpgsqlDbType.Date
            : type == typeof(bool) ? NpgsqlDbType.Boolean
            : type == typeof(int) ? NpgsqlDbType.Integer
            : type == typeof(long) ? NpgsqlDbType.Bigint
            : type == typeof(byte[]) ? NpgsqlDbType.Bytea
            : type == typeof(string[]) ? NpgsqlDbType.Array | NpgsqlDbType.Text
            : throw new NotSupportedException($"{type} is no column type of schema platform.");
    }
}
