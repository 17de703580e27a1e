using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Who reported, and who works on it: anonymity, the reporter's type and identity, the lead (migration.md 5, 8).</summary>
internal sealed class ReporterRules
{
    private readonly TargetColumns columns;
    private readonly RowSetting setting;
    private readonly LeadBook leads;
    private readonly int[] identity;

    public ReporterRules(TargetColumns columns, RowSetting setting, MigrationMapping mapping)
    {
        this.columns = columns;
        this.setting = setting;
        leads = new LeadBook(setting.Tenant.Users, mapping.Leads);
        identity = [.. mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Entity is TargetEntity.Reporter)
            .SelectMany(f => f.SourceColumns).Select(setting.NumberOf).Where(n => n > 0).Distinct()];
        IdentityColumns = identity.ToHashSet();
    }

    public IReadOnlySet<int> IdentityColumns { get; }

    public bool IsAnonymous { get; private set; }

    public bool HidesCells { get; private set; }

    public int ColumnOf(string target) => columns.Of(target);

    /// <param name="source">The cells as the file has them: a fix that drops an identity does not make them fit to be kept.</param>
    public void Put(RowDraft draft, string[] source, RowFindings findings)
    {
        var row = draft.Row;
        var reporter = draft.People[0];
        // Either says it; the careful reading wins where they differ.
        IsAnonymous = draft.IsAnonymous is true || draft.ReporterType is ReporterTypeCode.Anonymous;
        HidesCells = IsAnonymous && identity.Any(c => !string.IsNullOrWhiteSpace(source[c - 1]));
        row.IsAnonymous = IsAnonymous ? true : draft.IsAnonymous;
        if (IsAnonymous)
        {
            if (reporter.HasIdentity)
                findings.Add(Rules.AnonymousButNamed, FirstFilled(source), null, "Anonymous, yet the row names the reporter.", "Drop the identity", SuggestionKind.DropIdentity);
            if (row.Details is { } details && setting.Finder.Find(details, SensitiveKinds.Contact) is not SensitiveKinds.None)
                findings.Add(Rules.ContactInNarrative, columns.Of(TargetKeys.ReportDetails), null, "Anonymous, and the details hold an e-mail address or a phone number.", "Mask it", SuggestionKind.Mask);
            if (reporter.HasIdentity || HidesCells)
                findings.Forget(IdentityColumns);
            reporter.Clear();
        }
        else if (!reporter.HasIdentity && draft.ReporterType is null)
        {
            if (draft.IsAnonymous is false)
                findings.Add(Rules.NamelessReporter, columns.Of(TargetKeys.ReportIsAnonymous), null, "Not anonymous, yet nobody is named. The reporter's type is UNKNOWN.");
            else if (!draft.Broken.Contains(TargetKeys.ReportIsAnonymous))
                findings.Add(Rules.ReporterUnknown, 0, null, "Whether the reporter is anonymous is not said. The reporter's type is UNKNOWN.");
        }

        row.ReporterType = IsAnonymous
            ? draft.ReporterType is null or ReporterTypeCode.Identified ? ReporterTypeCode.Anonymous : draft.ReporterType
            : draft.ReporterType ?? (reporter.HasIdentity ? ReporterTypeCode.Identified : ReporterTypeCode.Unknown);
    }

    /// <summary>The case's handler; null: the fallback queue's.</summary>
    public Guid? LeadOf(RowDraft draft, RowFindings findings)
    {
        var column = columns.Of(TargetKeys.CaseLead);
        if (draft.Broken.Contains(TargetKeys.CaseLead))
            return null;
        var queue = setting.Tenant.FallbackQueueName ?? "the fallback queue";
        if (string.IsNullOrWhiteSpace(draft.Lead))
        {
            findings.Add(Rules.NoLead, column, null, $"No lead in the source: {queue} takes the case.");
            return null;
        }

        var lead = leads.Of(draft.Lead);
        if (lead.Fate is LeadBook.LeadFate.Several)
            findings.Add(Rules.LeadAmbiguous, column, draft.Lead, "This name is that of several users.", "Choose one");
        else if (lead.User is null)
            findings.Add(Rules.LeadUnknown, column, draft.Lead, $"This lead is unknown or deactivated: {queue} takes the case.", $"Leave it to {queue}");
        else if (IsNamed(lead.User, draft))
            findings.Add(Rules.LeadIsNamed, column, draft.Lead, $"The lead is named in the case: {queue} should take it.", $"Leave it to {queue}");
        else
            return lead.User.Id;
        return null;
    }

    public Guid? InvestigatorOf(InvestigationDraft investigation) =>
        string.IsNullOrWhiteSpace(investigation.Lead) ? null : leads.Of(investigation.Lead).User?.Id;

    private static bool IsNamed(TenantUser user, RowDraft draft)
    {
        for (var i = 0; i < 2; i++)
        {
            var person = draft.People[i];
            if (person.IsEmpty)
                continue;
            if ((person.Email is not null && string.Equals(person.Email, user.Email, StringComparison.OrdinalIgnoreCase))
                || (person.EmployeeId is not null && string.Equals(person.EmployeeId, user.EmployeeId, StringComparison.Ordinal))
                || (person.FullName is not null && string.Equals(NameFolding.Fold(person.FullName), user.NameKey, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private int FirstFilled(string[] source)
    {
        foreach (var column in identity)
            if (!string.IsNullOrWhiteSpace(source[column - 1]))
                return column;
        return identity.Length > 0 ? identity[0] : 0;
    }
}
