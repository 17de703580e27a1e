using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Tenants;

internal static class TenantRefusals
{
    public static Refusal TermLength { get; } = new("term", "Type 2 to 100 characters of a name, a domain or an id.", "term");
}
