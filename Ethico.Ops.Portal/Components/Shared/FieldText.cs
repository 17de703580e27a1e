namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// How much a field of words takes: past every rule's limit, so that the rule speaks and nothing is cut. A browser cuts what is pasted past
/// it without a word; these are the words. What would not go into one message is not taken at all (shell.js): the framework sends a field's
/// text twice with every event.
/// </summary>
public static class FieldText
{
    public const int Most = 10_100;

    public const string FullWords = "The field takes no more than 10,100 characters: what was pasted beyond that is not in it.";

    // No browser cuts inside a character as people see it, and one can be dozens long: what was cut may end before the limit.
    private const int FullFrom = Most - 100;

    public static bool IsFull(string? text) => text?.Length > FullFrom;
}
