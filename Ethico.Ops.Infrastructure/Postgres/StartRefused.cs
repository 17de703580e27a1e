using Microsoft.AspNetCore.Connections;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// The portal will not start, for a reason a person can act on. <see cref="Exception.Message"/> is one sentence for that person;
/// Program prints it without a stack trace and ends with exit code 1.
/// </summary>
internal sealed class StartRefused : Exception
{
    public StartRefused(string sentence)
        : base(sentence)
    {
    }

    public StartRefused(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }

    /// <summary>The refusal behind an exception that ended the start, or null where it is a bug and deserves its stack trace.</summary>
    public static StartRefused? Behind(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is StartRefused refused)
                return refused;

            if (cause is AddressInUseException)
                return new StartRefused($"The portal's address is taken ({exception!.Message.TrimEnd('.')}): stop what listens there, or start with another --urls.", cause);
        }

        return null;
    }
}
