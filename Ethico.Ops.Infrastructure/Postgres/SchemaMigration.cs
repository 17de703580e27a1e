using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>One step of the schema: a list of files that are applied in one transaction, once per database.</summary>
/// <param name="Id">Four digits and a word; ids sort in the order they are applied.</param>
/// <param name="Files">In the order they run.</param>
internal sealed record SchemaMigration(string Id, IReadOnlyList<SqlFile> Files)
{
    /// <summary>
    /// Every migration there is. A migration that has reached a database somebody keeps is never edited, a new one follows it;
    /// and it leaves a schema that the version before can still work with (expand, then contract a release later).
    /// </summary>
    public static readonly IReadOnlyList<SchemaMigration> All =
    [
        FromFolders("0001-foundation", "", "host", "access", "platform", "access-after", "support"),
        FromFolders("0002-migration-wizard", "migration"),
        FromFolders("0003-client-success", "client_success"),
        FromFolders("0004-migration-gaps", "0004-migration-gaps"),
        FromFolders("0005-client-success-gaps", "0005-client-success-gaps"),
        FromFolders("0006-speed", "0006-speed"),
        FromFolders("0007-house", "0007-house"),
        FromFolders("0008-drafts", "drafts"),
        FromFolders("0009-night", "0009-night"),
        FromFolders("0010-wizard", "0010-wizard"),
        FromFolders("0011-cs", "0011-cs"),
        FromFolders("0012-staged-hashes", "0012-staged-hashes"),
        FromFolders("0013-cells", "0013-cells"),
        FromFolders("0014-known-days", "0014-known-days"),
        FromFolders("0015-gaps", "0015-gaps"),
        FromFolders("0016-cs-limits", "0016-cs-limits"),
        FromFolders("0017-plain-nights", "0017-plain-nights"),
        FromFolders("0018-holder", "0018-holder"),
        FromFolders("0019-import-review", "0019-import-review"),
        FromFolders("0020-one-sweep", "0020-one-sweep"),
        FromFolders("0021-features-with-the-day", "0021-features-with-the-day"),
        FromFolders("0022-one-alone", "0022-one-alone"),
    ];

    /// <summary>SHA-256 over names and texts, line ends aside: a checkout on Windows is the same migration.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Files.Select(file => $"{file.Name}\n{file.Text.ReplaceLineEndings("\n")}\n")))));

    public static SchemaMigration FromFolders(string id, params string[] folders) => new(id, [.. folders.SelectMany(SqlFiles.In)]);
}
