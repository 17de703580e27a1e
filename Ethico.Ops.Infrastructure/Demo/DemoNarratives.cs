namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>Invented words. Each text ends with the shape it belongs to, so that a text found where it should not be says where it is from.</summary>
internal static class DemoNarratives
{
    private static readonly Dictionary<string, string[]> Stories = new(StringComparer.Ordinal)
    {
        ["HARASSMENT"] =
        [
            "On the late shift at {0} my supervisor shouted at a new colleague in front of customers, called her useless and told her to find another job. It was the third time this month. She has asked me not to say anything because she is on probation.",
            "A team lead keeps commenting on how colleagues dress and sends messages after work that nobody asked for. Two people at {0} have changed their shift to avoid him. Screenshots exist.",
        ],
        ["DISCRIMINATION"] =
        [
            "Three people applied for the lead position at {0}. The one with the best results was told that the team 'needs somebody who can travel'. She had said before that she is pregnant.",
            "Colleagues who pray during their break at {0} are asked to make up the time. Smokers are not.",
        ],
        ["RETALIATION"] =
        [
            "Since I spoke with the auditors in spring my shifts at {0} have been moved to nights, my overtime is no longer approved and I am left out of the weekly call. I asked for the reason twice and got no answer.",
        ],
        ["FRAUD"] =
        [
            "Invoices of one supplier at {0} are split so that each stays below the limit for a second signature. The goods on four of them never arrived. The same person orders and signs for delivery.",
            "Mileage for trips to {0} was claimed twice: once through the travel tool and once as petty cash. I have seen both receipts.",
        ],
        ["THEFT"] =
        [
            "Tools go missing from the cage at {0} on weekends. Nobody signs them out. A van was seen at the side gate on Sunday evening, the plate is known.",
        ],
        ["CONFLICT_OF_INTEREST"] =
        [
            "The cleaning contract at {0} went to a company that belongs to the facility manager's brother. There was no second offer. The price rose by a third.",
        ],
        ["SAFETY_CONCERN"] =
        [
            "The guard of the second press at {0} is tied up with wire because it slows the line. The shift lead knows. Last Tuesday somebody's sleeve was caught; he got free by himself.",
            "The emergency exit behind the canteen at {0} is blocked with pallets most nights.",
        ],
        ["PRIVACY_VIOLATION"] =
        [
            "Records of a colleague who is a patient at {0} were opened by people who do not treat her. She learned it from a remark about her diagnosis.",
        ],
        ["OTHER"] =
        [
            "I am not sure whether this is the right place. The notice board at {0} says that questions about holiday pay go here. Whom do I ask?",
        ],
    };

    private static readonly string[] Notes =
    [
        "Spoke with the reporter through the mailbox. They confirm the dates and add one name.",
        "Shift plan asked for; the site answers by Friday.",
        "Two witnesses heard separately. Their accounts agree in the main point.",
        "Access log arrived and is kept with the case.",
        "Called the department head. No word about who reported.",
    ];

    public static string Details(DemoOffice office, string? standardCode, string? place)
    {
        var stories = Stories.GetValueOrDefault(standardCode ?? "OTHER") ?? Stories["OTHER"];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, office.Random.Pick(stories), place ?? "the office") + Mark(office);
    }

    public static string Summary(DemoOffice office, string? standardCode) => standardCode switch
    {
        "HARASSMENT" => "Repeated shouting and unwanted remarks by a superior.",
        "DISCRIMINATION" => "A person was treated worse for what they are.",
        "RETALIATION" => "Worse shifts after speaking with the auditors.",
        "FRAUD" => "Payments that do not match what was delivered or travelled.",
        "THEFT" => "Things missing from locked storage.",
        "CONFLICT_OF_INTEREST" => "A contract given to a relative.",
        "SAFETY_CONCERN" => "A safeguard is out of use.",
        "PRIVACY_VIOLATION" => "Records were opened without need.",
        _ => "A question that belongs to another department.",
    } + Mark(office);

    public static string Outcome(string outcome) => outcome switch
    {
        "SUBSTANTIATED" => "Found to be true; measures taken.",
        "PARTLY_SUBSTANTIATED" => "True in part; measures taken for that part.",
        "UNSUBSTANTIATED" => "Looked into, and not found to be so.",
        "INCONCLUSIVE" => "Could not be settled.",
        "DISMISSED" => "Not a matter for this procedure.",
        "WITHDRAWN" => "Taken back by who reported it.",
        "REFERRED" => "Handed to the department it belongs to.",
        "DUPLICATE" => "Already known under another reference.",
        _ => "Not recorded.",
    };

    public static string Note(DemoOffice office, int number) => Notes[number % Notes.Length] + Mark(office);

    public static string Findings(DemoOffice office) => "The report is borne out by the records and by two witnesses." + Mark(office);

    private static string Mark(DemoOffice office) => $" (Invented; shape {office.Client.Shape}.)";
}
