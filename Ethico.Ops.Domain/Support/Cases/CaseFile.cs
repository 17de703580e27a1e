namespace Ethico.Ops.Domain.Support;

/// <summary>A file without its name, which is narrative; its contents lie elsewhere and are not read here.</summary>
/// <param name="Size">Bytes.</param>
public sealed record CaseFile(Guid Id, string MediaType, long Size, DateTimeOffset CreatedAt);
