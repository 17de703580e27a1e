namespace Ethico.Ops.Domain.Support;

/// <summary>Titles of a case's tasks and names of its files, by id.</summary>
public sealed record AttachmentNames(IReadOnlyDictionary<Guid, string> Tasks, IReadOnlyDictionary<Guid, string> Files);
