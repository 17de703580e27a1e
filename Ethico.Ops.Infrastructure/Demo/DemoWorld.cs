using System.Buffers.Binary;
using Ethico.Ops.Infrastructure.Persistence.Support;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Everything that will be loaded, built in memory first: a function of seed, anchor and mail key, and of nothing else.</summary>
internal sealed class DemoWorld(int seed, DateTimeOffset anchor, byte[] mailKey)
{
    private readonly KeyedHashes _hashes = new(new HashKeys([], mailKey));

    private readonly Dictionary<Type, IDemoTable> _tables = InLoadOrder();

    private int _lastPhone;

    private int _lastTicket = 41_000;

    private readonly Dictionary<string, uint> _counts = new(StringComparer.Ordinal);

    /// <summary>What "now" is in this world.</summary>
    public DateTimeOffset Anchor { get; } = anchor;

    /// <summary>Parents before children; a setting's former versions before the setting, whose trigger adds the present one.</summary>
    public IEnumerable<IDemoTable> Tables => _tables.Values;

    public void Add<TRow>(TRow row)
        where TRow : class => ((DemoTable<TRow>)_tables[typeof(TRow)]).Add(row);

    /// <summary>A stream of numbers that depends on its name only, so that one tenant's change leaves the others alone.</summary>
    public DemoRandom RandomFor(string name) => new(DemoRandom.Mix((ulong)seed) ^ DemoRandom.Hash(name));

    /// <summary>The next id of its kind: version 7 in shape, its time the row's own, the rest from the seed.</summary>
    public Guid NextId(string kind, DateTimeOffset at)
    {
        var count = _counts.GetValueOrDefault(kind);
        _counts[kind] = count + 1;
        var high = DemoRandom.Mix(DemoRandom.Mix((ulong)seed) ^ DemoRandom.Hash(kind) ^ count);
        var low = DemoRandom.Mix(high);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (high & 0xFFF)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (low & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Five digits from 41000 on; SUP-48213 is out of its reach and stands on the reference screens.</summary>
    public string NextTicketNumber() => FormattableString.Invariant($"SUP-{_lastTicket++}");

    /// <summary>Counts up, so that no two clients share a number of one area.</summary>
    public int NextPhoneNumber() => _lastPhone++;

    public byte[] MailHashOf(string address) => _hashes.OfMail(address)!;

    private static Dictionary<Type, IDemoTable> InLoadOrder()
    {
        var tables = new Dictionary<Type, IDemoTable>();
        Has<DemoRows.Plan>("plans");
        Has<DemoRows.SettingDefinition>("setting_definitions");
        Has<DemoRows.PlanSetting>("plan_settings");
        Has<DemoRows.AgreementVersion>("agreement_versions");
        Has<DemoRows.Organization>("organizations");
        Has<DemoRows.OrganizationDomain>("organization_domains");
        Has<DemoRows.Account>("accounts");
        Has<DemoRows.AccountStatus>("account_status_history");
        Has<DemoRows.AccountCredential>("account_credentials");
        Has<DemoRows.Agreement>("agreements");
        Has<DemoRows.Entitlement>("entitlements");
        Has<DemoRows.FeatureConfiguration>("feature_configurations");
        Has<DemoRows.SettingChange>("setting_changes");
        Has<DemoRows.Setting>("settings");
        Has<DemoRows.Secret>("secrets");
        Has<DemoRows.Integration>("integrations");
        Has<DemoRows.Workflow>("workflows");
        Has<DemoRows.HotlineNumber>("hotline_numbers");
        Has<DemoRows.NumberCounter>("number_counters");
        Has<DemoRows.Queue>("queues");
        Has<DemoRows.Category>("categories");
        Has<DemoRows.CategoryClearance>("category_clearances");
        Has<DemoRows.Location>("locations");
        Has<DemoRows.Person>("persons");
        Has<DemoRows.Report>("reports");
        Has<DemoRows.ReportPerson>("report_persons");
        Has<DemoRows.ReportAddendum>("report_addenda");
        Has<DemoRows.Case>("cases");
        Has<DemoRows.CaseReport>("case_reports");
        Has<DemoRows.CasePerson>("case_persons");
        Has<DemoRows.CaseNote>("case_notes");
        Has<DemoRows.CaseEvent>("case_events");
        Has<DemoRows.CaseTask>("case_tasks");
        Has<DemoRows.CaseFile>("case_files");
        Has<DemoRows.Investigation>("investigations");
        Has<DemoRows.WorkflowRun>("workflow_runs");
        Has<DemoRows.OutgoingMessage>("outgoing_messages");
        Has<DemoRows.Campaign>("campaigns");
        Has<DemoRows.CampaignAssignment>("campaign_assignments");
        Has<DemoRows.Policy>("policies");
        Has<DemoRows.SupportTicket>("support_tickets");
        Has<DemoRows.UsageEvent>("usage_events");
        return tables;

        void Has<TRow>(string name)
            where TRow : class => tables.Add(typeof(TRow), new DemoTable<TRow>(name));
    }
}
