namespace Ethico.Ops.Portal.Observability;

/// <summary>Stands in a log for an exception whose texts were cleaned: type, messages, stack and inner ones, to a depth.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string _text;

    public RedactedException(Exception original)
        : base(Redaction.Clean(original.Message))
    {
        try
        {
            _text = Redaction.Clean(original.ToString());
        }
        catch (Exception fault)
        {
            // An exception may be of any make, also one that cannot be printed.
            _text = $"{original.GetType().FullName} (its text failed with {fault.GetType().Name})";
        }
    }

    public override string ToString() => _text;
}
