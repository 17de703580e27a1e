namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The fixed lists names are put together from. Nobody is meant.</summary>
internal static class DemoNames
{
    public static readonly string[] First =
    [
        "Amelia", "Benjamin", "Chidi", "Dolores", "Elif", "Farid", "Greta", "Hiroshi", "Imani", "Jürgen", "Katarzyna", "Leila",
        "Mateo", "Nadia", "Olivier", "Paloma", "Quentin", "Renée", "Sanjay", "Tatiana", "Ursula", "Vikram", "Wanda", "Ximena",
        "Yusuf", "Zoë", "Arthur", "Beatriz", "Connor", "Deepa", "Edith", "Fernando", "Gloria", "Hamza", "Ingrid", "Joseph",
        "Kwame", "Lucía", "Marcus", "Ngozi", "Oskar", "Priscilla", "Rafael", "Siobhán", "Thabo", "Uma", "Valentina", "William",
        "Yara", "Zachary", "Agnes", "Bao", "Clara", "Dmitri", "Esther", "Femi", "Gaurav", "Helena", "Isaac", "Jasmine", "Łukasz",
    ];

    public static readonly string[] Last =
    [
        "Abbott", "Bergström", "Castellanos", "D'Angelo", "Eriksen", "Fairweather", "Gupta", "Hofmann", "Ibrahim", "Jankowski", "Kowalski",
        "Lefèvre", "Mbeki", "Nakamura", "O'Brien", "Petrov", "Quiñones", "Rosenthal", "Schäfer", "Takeda", "Underwood", "Vasquez",
        "Weiß", "Xu", "Yilmaz", "Zimmermann", "Adeyemi", "Brennan", "Chaudhry", "Delgado", "Edwards", "Fitzgerald", "Groß", "Hernández",
        "Ivanov", "Johansson", "Kaplan", "Lindholm", "Moreau", "Nguyen", "Osei", "Pereira", "Quigley", "Ramos", "Sørensen", "Tran",
        "Usman", "Villareal", "Whitfield", "Yamamoto", "Zhou", "Armitage", "Blackwood", "Carmichael", "Dunleavy", "Espinoza", "Forsyth",
        "Gallagher", "Hathaway", "Inglewood", "Jefferson", "Kirkpatrick", "Lockhart", "Montgomery", "Northcott", "Oyelaran", "Prescott",
    ];

    public static readonly string[] Titles =
    [
        "Nurse", "Analyst", "Warehouse associate", "Shift lead", "Accountant", "Technician", "Buyer", "Engineer", "Clerk", "Coordinator",
        "Driver", "Receptionist", "Plant operator", "Account manager", "Data specialist", "Pharmacist", "Store manager", "Planner",
    ];

    public static readonly string[] Departments = ["Operations", "Finance", "People", "Procurement", "Sales", "Quality", "Facilities", "Technology"];

    /// <summary>Area codes; with 555-0100 … 555-0199 behind them they are nobody's (set aside for fiction).</summary>
    public static readonly string[] AreaCodes = ["202", "303", "312", "404", "415", "512", "617", "702", "813", "919"];

    /// <summary>A pair that is no other's for the first 4,087 of one tenant: 61 first and 67 last names have no common factor.</summary>
    public static (string First, string Last) Person(int number) => (First[number % First.Length], Last[number % Last.Length]);
}
