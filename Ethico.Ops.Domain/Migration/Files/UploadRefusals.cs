using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of an upload.</summary>
public static class UploadRefusals
{
    public static Refusal TooManyFiles { get; } = new("too-many-files", "A run takes at most 10 files. Remove one, or load the rest in another run.", "file");
    public static Refusal NotUploading { get; } = new("not-uploading", "Files can be added while the run is at step 1. Reopen that step first.", "file");
    public static Refusal TicketOver { get; } = new("ticket-over", "This upload's ticket is over. Choose the same file on the run's page to go on where it stopped.", "file");
    public static Refusal ChunkDigest { get; } = new("chunk-digest", "A part of the file was changed on its way here. It is sent again.", "file");
    public static Refusal ChunkSize { get; } = new("chunk-size", "A part of the file has not the size it should have. It is sent again.", "file");
    public static Refusal Full { get; } = new("more-than-declared", "The file has grown since it was chosen. Choose it again.", "file");
    public static Refusal TreeDiffers { get; } = new("tree-digest", "What is stored is not what was sent. Remove the file and choose it again.", "file");
    public static Refusal ThreeAtOnce { get; } = new("three-at-once", "Three files of yours are on their way already. This one goes on when one of them is done.", "file", TimeSpan.FromSeconds(5));
    public static Refusal VaultFull { get; } = new("vault-full", "There is not enough room to keep this file: twice its size must be free. Tell a platform administrator; nothing is lost.", "file");

    public static Refusal Gap(int expected) => new(
        "gap", string.Create(CultureInfo.InvariantCulture, $"Part {expected + 1} of the file is the next that is missing."), "file");

    /// <param name="at">Bytes from the beginning.</param>
    public static Refusal Differs(long at) => new(
        "differs",
        string.Create(CultureInfo.InvariantCulture, $"This is another file: it differs from what is stored at {at / (1 << 20)} MB. Replace the stored one, or choose the file it was begun with."),
        "file");

    public static Refusal OtherSender(string? name) => new(
        "other-sender", $"{name ?? "Somebody else"} is sending this file just now. It can be taken over half a minute after their last part.", "file", TimeSpan.FromSeconds(30));
}
