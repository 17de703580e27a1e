using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

internal sealed record StagedPerson(string Role, string Name, string? Employee = null, string? Email = null, string? Phone = null)
{
    public string MatchedBy => Employee is not null ? "EMPLOYEE" : Email is not null ? "EMAIL" : Phone is not null ? "NAME_PHONE" : "ROW";

    public long Hash(string key) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(MatchedBy switch
    {
        "EMPLOYEE" => "e " + Employee,
        "EMAIL" => "m " + Email!.ToUpperInvariant(),
        "NAME_PHONE" => $"n {Name} {Phone}",
        _ => $"r {key} {Name}",
    })));
}
