//! The commands, in the order of the help, with what the help says of each.

use clap::Subcommand;

use super::acknowledge::Lateness;
use super::advice::Advice;
use super::anchor::AnchorArguments;
use super::appeal::AppealArguments;
use super::begin::{self, BeginArguments};
use super::build::BuildArguments;
use super::calendar::CalendarArguments;
use super::check::CheckArguments;
use super::commit::CommitArguments;
use super::commitment::Commitments;
use super::completions::CompletionsArguments;
use super::conflict::ConflictArguments;
use super::deadlines::DeadlinesArguments;
use super::demo::DemoArguments;
use super::destroy::DestroyArguments;
use super::diagnose::DiagnoseArguments;
use super::disclose::DiscloseArguments;
use super::erase::EraseArguments;
use super::explain::ExplainArguments;
use super::find::FindArguments;
use super::forms::FormArguments;
use super::git_hooks::GitHooksArguments;
use super::import::ImportArguments;
use super::letter::LetterArguments;
use super::log::LogArguments;
use super::measure::Measures;
use super::merge::MergeArguments;
use super::message::Messages;
use super::new::NewArguments;
use super::redact::RedactArguments;
use super::register::RegisterArguments;
use super::renumber::RenumberArguments;
use super::report::ReportArguments;
use super::request::Requests;
use super::retention::RetentionArguments;
use super::schema::SchemaArguments;
use super::serve::ServeArguments;
use super::share::ShareArguments;
use super::status::StatusArguments;
use super::talk::Talks;
use super::watch::WatchArguments;

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A new dossier folder.
    #[command(
        name = "begin",
        visible_alias = "init",
        about = "Maak een nieuwe dossiermap, met regeling en eigen geschiedenis",
        after_help = begin::after_help()
    )]
    Begin(BeginArguments),
    /// The built-in example.
    #[command(
        name = "voorbeeld",
        visible_alias = "demo",
        about = "Laat een ingevuld voorbeeld zien: verzonnen klachten rond vandaag, met hun geschiedenis",
        after_help = "Voorbeelden:\n  klacht voorbeeld\n  klacht voorbeeld --naar proef --niet-openen\n  klacht voorbeeld --niet-serveren"
    )]
    Demo(DemoArguments),
    /// A new dossier.
    #[command(
        name = "nieuw",
        visible_alias = "new",
        about = "Een nieuwe klacht of melding, onder het eerste vrije nummer",
        long_about = "Een nieuwe klacht of melding, onder het eerste vrije nummer.\n\nOp een terminal vraagt klacht wat u niet hebt opgegeven; Enter slaat een vraag over. Zonder terminal wordt niets gevraagd: dagen zijn dan vandaag en de rest vult u later in.",
        after_help = "Voorbeelden:\n  klacht nieuw\n  klacht nieuw --naam \"Sanne de Wit\" --email s.dewit@klant.example --ingediend 2026-11-02 --ontvangen 2026-11-03 --kanaal e-mail\n  klacht nieuw --melding --wijze telefoon --naam \"Sanne de Wit\""
    )]
    New(Box<NewArguments>),
    /// What came in as a file.
    #[command(
        name = "importeer",
        visible_alias = "import",
        about = "Neem een bewaarde mail over, als nieuw dossier of bij het dossier waar zij bij hoort; of een lijst van klachten",
        after_help = "Voorbeelden:\n  klacht importeer klacht.eml\n  klacht importeer antwoord.msg --bij K-2026-0007\n  klacht importeer verzonden.eml --bij K-2026-0007 --soort bevestiging\n  klacht importeer scan.eml --kanaal post --ontvangen 2026-11-19\n  klacht importeer --voorbeeldlijst > lijst.csv\n  klacht importeer lijst.csv\n  klacht importeer lijst.csv --uitvoeren"
    )]
    Import(Box<ImportArguments>),
    /// Remarks.
    #[command(
        name = "controleer",
        visible_alias = "check",
        about = "Wat er ontbreekt, te laat is of niet klopt, met de plaats in het bestand",
        long_about = "Wat er ontbreekt, te laat is of niet klopt, met de plaats in het bestand.\n\nMet --historie gaat het niet om de bestanden zoals ze nu zijn, maar om alles wat er ooit is vastgelegd: een overgeslagen status, een wijziging in een gesloten dossier, een omschrijving die niet klopt, een dossier dat verdween, een gebeurtenis die laat is ingevoerd. Elke opmerking noemt de vastlegging. Met --ijkpunt erbij blijkt of er sindsdien iets is weggelaten of herschreven.",
        after_help = "Uitgang: 0 niets te melden of alleen waarschuwingen, 1 er zijn fouten, 3 de regeling is niet te gebruiken, 4 lezen mislukt.\n\nVoorbeelden:\n  klacht controleer\n  klacht controleer K-2026-0007\n  klacht controleer dossiers/2026 --streng\n  klacht controleer --formaat json\n  klacht controleer --formaat sarif > klachten.sarif\n  klacht controleer --historie\n  klacht controleer --historie --ijkpunt ijkpunt-2026.txt"
    )]
    Check(CheckArguments),
    /// Terms.
    #[command(
        name = "termijnen",
        visible_alias = "deadlines",
        about = "Alle termijnen, de dringendste bovenaan",
        after_help = "Voorbeelden:\n  klacht termijnen --binnen 7\n  klacht termijnen --te-laat --soort reactie\n  klacht termijnen K-2026-0007 --formaat json\n  klacht termijnen --formaat ics --naar termijnen.ics --overschrijven"
    )]
    Deadlines(DeadlinesArguments),
    /// Derivations and remarks.
    #[command(
        name = "uitleg",
        visible_alias = "explain",
        about = "Hoe elke termijn van een dossier tot stand kwam, of wat een opmerking betekent",
        after_help = "Voorbeelden:\n  klacht uitleg K-2026-0007\n  klacht uitleg bevestiging-te-laat\n  klacht uitleg"
    )]
    Explain(ExplainArguments),
    /// A step in status.
    #[command(
        name = "status",
        about = "Zet een klacht een stap verder en leg dat vast",
        long_about = "Zet een klacht een stap verder en leg dat vast.\n\nIn het dossier verandert alleen wat de stap vraagt; de rest van het bestand blijft letterlijk staan. Op een terminal vraagt klacht wat ontbreekt; zonder terminal zijn dagen vandaag, en worden andere ontbrekende gegevens genoemd. Een stap die de regeling niet kent wordt geweigerd, met de stappen die wel kunnen.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven, 5 de regeling staat de stap niet toe.\n\nVoorbeelden:\n  klacht status K-2026-0007 in_behandeling --verzonden 2026-11-04\n  klacht status K-2026-0007 afgehandeld --verzonden 2026-12-10 --oordeel gegrond\n  klacht status K-2026-0007 niet_in_behandeling_genomen --wijze brief --reden \"gaat niet over ons\"\n  klacht status K-2026-0007 ontvangen --correctie --reden \"verkeerd dossier\""
    )]
    Status(StatusArguments),
    /// Recording.
    #[command(
        name = "leg-vast",
        visible_alias = "commit",
        about = "Leg vast wat u in dossiers hebt geschreven, één wijziging per dossier",
        long_about = "Leg vast wat u in dossiers hebt geschreven, één wijziging per dossier.\n\nEen opmerking houdt het vastleggen niet tegen, op zes na: het bestand is niet als dossier te lezen, de stap in status kan niet, de nieuwe status vraagt iets wat er niet staat, een vastgelegd gegeven of een «(weggelakt)» is verdwenen, het dossier is vernietigd, of er staat een heel andere klacht in dan onder dit nummer is vastgelegd.",
        after_help = "Uitgang: 0 vastgelegd of niets te doen, 3 git of de regeling is niet te gebruiken, 5 van minstens één dossier geweigerd.\n\nVoorbeelden:\n  klacht leg-vast\n  klacht leg-vast K-2026-0007"
    )]
    Commit(CommitArguments),
    /// Sharing.
    #[command(
        name = "deel",
        visible_alias = "push",
        about = "Stuur wat is vastgelegd naar de plek waar uw dossiermap ook staat",
        long_about = "Stuur wat is vastgelegd naar de plek waar uw dossiermap ook staat.\n\nHet programma doet dit alleen als u het vraagt, door middel van git. Het overschrijft daar nooit iets, behalve met --na-vernietiging: staan er wijzigingen die hier nog niet zijn, dan zegt het hoe u die eerst ophaalt. Wat nog niet is vastgelegd gaat niet mee; andere branches en labels ook niet.\n\nNa «klacht vernietig» staat daar nog de oude geschiedenis. Met --na-vernietiging vervangt het daar elke tak en elk label van voor de vernietiging, alles tegelijk of niets; werk dat hier nooit was laat het met rust. docs/vernietiging.md zegt wat er daarna nog moet.\n\nEen eigen opslag, bijvoorbeeld op een netwerkschijf, maakt u met «git init --bare -b main MAP»; daarna wijst u haar aan met «git remote add origin MAP».",
        after_help = "Uitgang: 0 alles staat er, 2 er is niet één plek te kiezen, 3 er is geen tweede plek of zij weigert, 4 zij is niet te bereiken of laat u er niet in.\n\nVoorbeelden:\n  klacht deel\n  klacht deel --naar reserve\n  klacht deel --na-vernietiging"
    )]
    Share(ShareArguments),
    /// A letter.
    #[command(
        name = "brief",
        visible_alias = "letter",
        about = "Maak een brief of mail als concept, en leg vast dat hij is verzonden",
        long_about = "Maak een brief of mail als concept, en leg vast dat hij is verzonden.\n\nEen concept is nog niet verzonden en voldoet aan geen termijn. Een mail opent in uw mailprogramma, onverzonden; een brief per post is een bladzijde om af te drukken. Wat er volgens de regeling in moet staan, staat erin; ontbreekt er iets, dan wordt de brief niet gemaakt.",
        after_help = "Uitgang: 0 gemaakt of vastgelegd, 2 er ontbreekt een gegeven, 5 de brief kan zo niet.\n\nVoorbeelden:\n  klacht brief bevestiging K-2026-0007\n  klacht brief bevestiging K-2026-0007 --verzonden\n  klacht brief uitstelbericht K-2026-0007 --reden \"de drukker levert later\" --nieuwe-termijn 2026-12-14\n  klacht brief reactie K-2026-0007 --oordeel gegrond --tekst reactie.md --bijlage bijlagen/rapport.pdf\n  klacht brief reactie K-2026-0007 --verzonden 2026-12-10 --verzendbewijs 3SABC1234"
    )]
    Letter(Box<LetterArguments>),
    /// A talk.
    #[command(
        name = "gesprek",
        visible_alias = "talk",
        about = "Een gesprek: de uitnodiging, de dag en wat het opleverde",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet, 5 het dossier is gesloten.\n\nVoorbeelden:\n  klacht gesprek K-2026-0007 --soort op_uitnodiging --uitgenodigd 2026-11-04\n  klacht gesprek K-2026-0007 --gehouden 2026-11-09 --uitkomst niet_opgelost\n  klacht gesprek K-2026-0007 --soort vooraf --gehouden 2026-10-29 --uitkomst niet_opgelost"
    )]
    Talk(FormArguments<Talks>),
    /// A message handled elsewhere.
    #[command(
        name = "bericht",
        visible_alias = "message",
        about = "Een bericht dat buiten klacht om is verstuurd of ontvangen",
        long_about = "Een bericht dat buiten klacht om is verstuurd of ontvangen.\n\nHet bestand bij --bijlage wordt letterlijk bij het dossier bewaard, onder een naam van dag en soort: een naam van een persoon komt zo nooit in de geschiedenis.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet, 4 het bestand is niet te lezen.\n\nVoorbeelden:\n  klacht bericht K-2026-0007 bevestiging --datum 2026-11-04 --kanaal e-mail --bijlage ~/Downloads/bevestiging.eml\n  klacht bericht K-2026-0007 uitstelbericht --datum 2026-11-20 --kanaal e-mail --reden \"de drukker levert later\" --nieuwe-termijn 2026-12-14\n  klacht bericht K-2026-0007 overig --richting inkomend --kanaal telefoon --onderwerp \"vraagt naar de stand\""
    )]
    Message(FormArguments<Messages>),
    /// An agreement.
    #[command(
        name = "afspraak",
        visible_alias = "commitment",
        about = "Een afspraak met de klachtindiener, en dat zij is nagekomen",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet, 5 het dossier is gesloten.\n\nVoorbeelden:\n  klacht afspraak K-2026-0007 --wat \"Uitslagen opnieuw aanleveren\" --wie Productie --uiterlijk 2026-11-24\n  klacht afspraak K-2026-0007 --nagekomen 2026-11-23"
    )]
    Commitment(FormArguments<Commitments>),
    /// External advice.
    #[command(
        name = "advies",
        visible_alias = "advice",
        about = "Extern advies onder geheimhouding, en welke stukken daarvoor zijn gedeeld",
        long_about = "Extern advies onder geheimhouding, en welke stukken daarvoor zijn gedeeld.\n\nSpreekt er iets tegen het delen, zoals geheimhouding die niet is vastgelegd of toestemming die is ingetrokken, dan staat dat er voordat er wordt vastgelegd. Wat gebeurd is, wordt altijd vastgelegd.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een stuk ligt niet bij het dossier, 5 het dossier is gesloten.\n\nVoorbeelden:\n  klacht advies K-2026-0007 --instantie \"Adviesbureau De Waag\" --gevraagd 2026-11-12\n  klacht advies K-2026-0007 --geheimhouding 2026-11-12 --stuk bijlagen/2026-11-02-klacht.eml\n  klacht advies K-2026-0007 --ontvangen 2026-11-26"
    )]
    Advice(FormArguments<Advice>),
    /// The reason of a lateness.
    #[command(
        name = "toelichting",
        visible_alias = "acknowledge",
        about = "Waarom een termijn is overschreden, zodat het geen fout blijft",
        long_about = "Waarom een termijn is overschreden, zodat het geen fout blijft.\n\nDe overschrijding blijft zichtbaar, met de reden erbij. Welke dag voorbijging zoekt klacht zelf op; een termijn die niet is overschreden wordt niet toegelicht.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven, 5 er is geen termijn van deze soort overschreden.\n\nVoorbeelden:\n  klacht toelichting K-2026-0007 bevestiging --reden \"de postbus was twee dagen onbereikbaar\""
    )]
    Acknowledge(FormArguments<Lateness>),
    /// An improvement.
    #[command(
        name = "maatregel",
        visible_alias = "measure",
        about = "Wat er verbetert na een klacht, dat het klaar is, en of het hielp",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet, 5 het dossier is gesloten.\n\nVoorbeelden:\n  klacht maatregel K-2026-0007 --oorzaak \"Eén leverancier\" --maatregel \"Tweede leverancier gecontracteerd\" --betreft werkwijze --eigenaar \"Hoofd productie\" --uiterlijk 2027-02-01\n  klacht maatregel K-2026-0007 --oorzaak \"Storing bij derden\" --maatregel geen --reden \"eenmalig\"\n  klacht maatregel K-2026-0007 --gereed 2027-01-20\n  klacht maatregel K-2026-0007 --doeltreffend ja --beoordeeld 2027-06-01"
    )]
    Measure(FormArguments<Measures>),
    /// An appeal.
    #[command(
        name = "bezwaar",
        visible_alias = "appeal",
        about = "Een bezwaar bij de geschillencommissie, tot en met de laatste consequentie",
        long_about = "Een bezwaar bij de geschillencommissie, tot en met de laatste consequentie.\n\nEen bezwaar wordt altijd vastgelegd, ook als het laat is of als een van de voorwaarden a, b en c nog ontbreekt. De stap in status die erbij hoort gaat mee. Is het dossier van de klacht al vernietigd, dan begint --nieuw een eigen dossier.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet, 5 de regeling staat het niet toe.\n\nVoorbeelden:\n  klacht bezwaar K-2026-0007 --ingediend 2026-12-20 --appellant klachtindiener --orgaan Klachtenfunctionaris --gronden - < gronden.txt\n  klacht bezwaar K-2026-0007 --overgedragen 2026-12-21 --in-behandeling 2026-12-22\n  klacht bezwaar K-2026-0007 --uitspraak 2027-01-25 --oordeel deels_gegrond --consequentie \"Uitleg toesturen\" --wie Productie\n  klacht bezwaar K-2026-0007 --consequentie-gereed 1 --gereed 2027-02-01\n  klacht bezwaar --nieuw --over K-2024-0003 --ingediend 2026-12-20 --naam \"L. Smit\""
    )]
    Appeal(Box<AppealArguments>),
    /// A request concerning the dossier.
    #[command(
        name = "verzoek",
        visible_alias = "request",
        about = "Een verzoek om inzage, verwijdering of dergelijke, en wat ervan kwam",
        long_about = "Een verzoek om inzage, verwijdering of dergelijke, en wat ervan kwam.\n\nMet --ontvangen begint een nieuw verzoek; de andere gegevens komen bij het verzoek dat openstaat. Staan er meer open, kies dan met de soort of met --welke. Een verzoek mag altijd, ook als het dossier gesloten is.",
        after_help = "Uitgang: 0 vastgelegd, 2 er ontbreekt een gegeven of een dag kan niet.\n\nVoorbeelden:\n  klacht verzoek K-2026-0007 inzage --ontvangen 2027-02-03\n  klacht verzoek K-2026-0007 inzage --identiteit 2027-02-04 --besluit toegewezen\n  klacht verzoek K-2026-0007 --voldaan 2027-02-20\n  klacht verzoek K-2026-0007 verwijdering --besluit afgewezen --reden \"de bewaartermijn loopt nog\""
    )]
    Request(FormArguments<Requests>),
    /// The inspection bundle.
    #[command(
        name = "inzage",
        visible_alias = "disclose",
        about = "De bundel voor een klachtindiener die het eigen dossier wil inzien, zonder wat over anderen gaat",
        long_about = "De bundel voor een klachtindiener die het eigen dossier wil inzien, als map en als één ZIP-bestand: alle gegevens, het verloop, de correspondentie en de bijlagen, met een inhoudsopgave.\n\nWat over anderen gaat, laat u weg: met {{derde: …}} om een gedeelte van een tekst, en onder «derden» in de kop voor een veld, een bericht of een bijlage. Het programma laat eerst zien wat er wegblijft en wie er nog in genoemd wordt. Zolang daarover niet is beslist, of als wat wegblijft nog ergens anders staat, maakt het niets. Het legt niets vast en verstuurt niets.",
        after_help = "Uitgang: 0 de bundel is gemaakt, 2 de map kan niet, 5 er is geen verzoek, of er is nog iets te beslissen.\n\nVoorbeelden:\n  klacht inzage K-2026-0007 --voorbeeld\n  klacht inzage K-2026-0007\n  klacht inzage K-2026-0007 --naar /pad/naar/map"
    )]
    Disclose(DiscloseArguments),
    /// Everything about one person.
    #[command(
        name = "zoek",
        visible_alias = "find",
        about = "Alles over één persoon in alle dossiers en bijlagen, hoe de naam ook geschreven is",
        long_about = "Alles over één persoon in alle dossiers en bijlagen, hoe de naam ook geschreven is.\n\nHoofdletters en accenten maken niet uit, en een telefoonnummer of postcode mag met of zonder spaties of +31. Meer woorden moeten samen in één veld, alinea of bijlage staan. Berichten worden doorzocht met alles wat erin zit; in pdf’s, Word-bestanden en afbeeldingen kan het programma niet kijken.",
        after_help = "Uitgang: 0, ook als er niets gevonden is.\n\nVoorbeelden:\n  klacht zoek Sanne de Wit\n  klacht zoek s.dewit@klant.example\n  klacht zoek 06-12345678 --historie\n  klacht zoek \"1234 AB\" --formaat json"
    )]
    Find(FindArguments),
    /// What was recorded of a dossier.
    #[command(
        name = "geschiedenis",
        visible_alias = "log",
        about = "Alles wat van een dossier is vastgelegd: wanneer, door wie, welke status en welke velden",
        long_about = "Alles wat van een dossier is vastgelegd, de oudste wijziging bovenaan: wanneer, door wie, van welke status naar welke, en welke velden er veranderden.\n\nMet --verschil staat er in woorden bij wat er veranderde. Vrije tekst wordt daarbij niet herhaald, dagen en woorden van de regeling wel. Wat u hebt gewijzigd en nog niet hebt vastgelegd, staat onderaan.",
        after_help = "Uitgang: 0 getoond, 2 er is geen dossier met dit nummer, 3 er is geen git of de geschiedenis is niet volledig opgehaald.\n\nVoorbeelden:\n  klacht geschiedenis K-2026-0007\n  klacht geschiedenis K-2026-0007 --verschil\n  klacht geschiedenis K-2026-0007 --formaat json"
    )]
    Log(LogArguments),
    /// Every number.
    #[command(
        name = "register",
        about = "Elk nummer per jaar, met wat ervan geworden is",
        long_about = "Elk nummer per jaar, met wat ervan geworden is: een dossier, vernietigd, hernummerd, of onverklaard weg.\n\nHet register is vertrouwelijk: er staat in waar klachten over gaan. Namen staan er alleen in met --met-namen.",
        after_help = "Voorbeelden:\n  klacht register 2026\n  klacht register --formaat csv --naar register.csv\n  klacht register --audit 2026 --naar audit-2026.html"
    )]
    Register(RegisterArguments),
    /// The yearly report.
    #[command(
        name = "jaarverslag",
        visible_alias = "report",
        about = "De cijfers van een jaar naast die van het jaar ervoor, en wat gegronde klachten opleverden",
        long_about = "De cijfers van een jaar naast die van het jaar ervoor, en wat gegronde klachten opleverden.\n\nKleine aantallen staan er niet in, want daaraan is iemand te herkennen; de grens staat in dossiers/regeling.yaml. Wat elk cijfer telt staat in docs/cijfers.md.",
        after_help = "Voorbeelden:\n  klacht jaarverslag 2026\n  klacht jaarverslag 2026 --formaat html --naar jaarverslag-2026.html\n  klacht jaarverslag 2026 --geevalueerd 2027-02-09"
    )]
    Report(ReportArguments),
    /// How long dossiers are kept.
    #[command(
        name = "bewaartermijn",
        visible_alias = "retention",
        about = "Welke dossiers vernietigd mogen of moeten worden, en wat dat tegenhoudt",
        long_about = "Welke dossiers vernietigd mogen of moeten worden, en wat dat tegenhoudt.\n\nEen dossier blijft bewaard tot en met de dag die de regeling noemt, geteld vanaf de laatste afhandeling, uitspraak of consequentie; een dag later mag het weg. Open verzoeken, afspraken, consequenties en een bezwaar houden dat tegen, net als een reden om het langer te bewaren.",
        after_help = "Uitgang: 0, ook als er iets weg moet; 2 er ontbreekt een gegeven, 5 de reden is zo niet vast te leggen.\n\nVoorbeelden:\n  klacht bewaartermijn\n  klacht bewaartermijn --alle\n  klacht bewaartermijn K-2026-0007 --langer \"Er loopt een rechtszaak\" --tot 2029-06-01\n  klacht bewaartermijn K-2026-0007 --niet-langer \"De rechtszaak is geëindigd\"\n  klacht bewaartermijn --formaat json"
    )]
    Retention(RetentionArguments),
    /// Dossiers destroyed after their term.
    #[command(
        name = "vernietig",
        visible_alias = "destroy",
        about = "Vernietig dossiers waarvan de bewaartermijn voorbij is, ook uit de geschiedenis",
        long_about = "Vernietig dossiers waarvan de bewaartermijn voorbij is, ook uit de geschiedenis.\n\nZonder --uitvoeren is het een proef: klacht bouwt de opslag opnieuw op zonder de dossiers, leest haar na, zoekt de namen, adressen en nummers uit alle versies en kopieën van de bestanden overal elders, vertelt wat het vond, en laat alles zoals het was. Met --uitvoeren typt u elk nummer over, of bij meer dan vijf dossiers hoeveel het er zijn en het eerste nummer; daarna komt de nieuwe opslag in de plaats van de oude. Staat er elders nog iets van deze personen, dan zegt u met --laat-staan dat het daar mag blijven; zijn er bestanden die klacht niet kan doorzoeken, zoals een foto of een pdf, dan zegt u met --niet-doorzocht dat die mogen blijven. Het een geldt nooit voor het ander. Wat blijft is een regel zonder persoonsgegevens in register/vernietigd.yaml, en de verbeteringen in register/verbeteringen.yaml. Wordt het afgebroken, dan staat de oude of de nieuwe opslag er heel; alleen «klacht vernietig» zonder meer maakt het af, en tot dan weigert klacht alles wat schrijft of vastlegt. Staat een vernietigd dossier er weer, dan vernietigt dezelfde opdracht het opnieuw.\n\nMet --nacontrole kijkt het na of een opslag elders nog heeft wat hier vernietigd is: in een verse kopie van alles wat zij aanbiedt, en door oude vastleggingen bij hun nummer op te vragen. docs/vernietiging.md zegt per soort opslag wat u daar doet.",
        after_help = "Uitgang: 0 gedaan of geproefd, of elders schoon; 1 elders staat nog iets, of dat is niet na te gaan, 2 het nummer is niet overgetypt, 3 de opslag laat het niet toe, een eerdere vernietiging is nog niet af of een dossier is weer vastgelegd, 4 de plek elders is niet te bereiken, 5 een dossier mag nog niet weg of er staat nog iets in andere stukken.\n\nVoorbeelden:\n  klacht vernietig K-2024-0002\n  klacht vernietig K-2024-0002 --uitvoeren\n  klacht vernietig K-2024-0001 K-2024-0002 --uitvoeren --laat-staan\n  klacht vernietig K-2024-0002 --uitvoeren --niet-doorzocht\n  klacht vernietig --verlopen\n  klacht vernietig --nacontrole origin"
    )]
    Destroy(DestroyArguments),
    /// A dossier erased at a request.
    #[command(
        name = "wis",
        visible_alias = "erase",
        about = "Wis een dossier omdat iemand daarom vroeg, vóór de bewaartermijn voorbij is",
        long_about = "Wis een dossier omdat iemand daarom vroeg, vóór de bewaartermijn voorbij is (art. 17 AVG).\n\nDat kan als in het dossier een verzoek om verwijdering staat dat is toegewezen, met de grond en de dag waarop is vastgesteld wie het vroeg. Een lopende klacht of een bezwaar, een open afspraak, consequentie of ander verzoek, en een reden om het dossier langer te bewaren gaan voor. Verder gaat het als «klacht vernietig»: zonder --uitvoeren is het een proef; wordt het afgebroken, dan maakt «klacht vernietig» zonder nummer het af.",
        after_help = "Uitgang: 0 gedaan of geproefd, 2 het nummer is niet overgetypt, 3 de opslag laat het niet toe, 5 er is geen toegewezen verzoek, iets gaat voor, of er staat elders nog iets.\n\nVoorbeelden:\n  klacht verzoek K-2026-0007 verwijdering --ontvangen 2026-11-02 --identiteit 2026-11-03 --besluit toegewezen --reden \"Niet langer nodig\"\n  klacht wis K-2026-0007\n  klacht wis K-2026-0007 --uitvoeren"
    )]
    Erase(EraseArguments),
    /// A passage or an attachment taken out of every version.
    #[command(
        name = "lak-weg",
        visible_alias = "redact",
        about = "Lak een passage of bijlage die er niet in hoort weg uit alle versies van een dossier",
        long_about = "Lak een passage of bijlage die er niet in hoort weg uit alle versies van een dossier.\n\nZonder --tekst vraagt klacht de passage, of leest haar van de invoer. In elke versie komt (weggelakt) in de plaats, ook waar zij over regels loopt of tussen aanhalingstekens staat; leestekens tellen mee, hoofdletters niet. Wat gecodeerd is, zoals in een mail of pdf, kan klacht niet lakken: haal die bijlage weg met --bijlage. Zonder --uitvoeren is het een proef. Wie wanneer iets vastlegde, blijft staan, en alle andere dossiers ook; dag, rol en reden komen in register/weggelakt.yaml. Wordt het afgebroken, dan maakt «klacht vernietig» zonder nummer het af.",
        after_help = "Uitgang: 0 gedaan of geproefd, 2 het staat er niet of het nummer is niet overgetypt, 3 de opslag laat het niet toe, 5 het dossier zou niet meer goed te lezen zijn, of het staat er nog.\n\nVoorbeelden:\n  klacht lak-weg K-2026-0007 --reden \"Gaat over een ander\"\n  klacht lak-weg K-2026-0007 --tekst-uit passage.txt --reden \"Gaat over een ander\" --uitvoeren\n  klacht lak-weg K-2026-0007 --bijlage bijlagen/verkeerd.pdf --reden \"Verkeerde bijlage\" --uitvoeren"
    )]
    Redact(RedactArguments),
    /// What the history is now.
    #[command(
        name = "ijkpunt",
        visible_alias = "anchor",
        about = "Wat de geschiedenis nu is, in twaalf groepjes tekens die in een brief of het jaarverslag passen",
        long_about = "Wat de geschiedenis nu is, in twaalf groepjes tekens die in een brief of het jaarverslag passen.\n\nWie ze bewaart buiten deze computer, kan later nagaan of alles er nog precies zo in staat: niets weggelaten, niets gewijzigd, niets teruggedateerd. Over de inhoud van een dossier zeggen ze niets. Wat erbij hoort wordt vastgelegd onder register/ijkpunten; daardoor klopt een ijkpunt ook nog nadat een dossier volgens de regeling vernietigd is.",
        after_help = "Uitgang: 0 het ijkpunt staat er, 3 er is nog niets vastgelegd.\n\nVoorbeelden:\n  klacht ijkpunt\n  klacht ijkpunt --naar ijkpunt-2026.txt\n  klacht controleer --historie --ijkpunt ijkpunt-2026.txt"
    )]
    Anchor(AnchorArguments),
    /// Public holidays.
    #[command(
        name = "kalender",
        visible_alias = "calendar",
        about = "De feestdagen van een jaar, en welke daarvan geen werkdag zijn",
        after_help = "Voorbeelden:\n  klacht kalender\n  klacht kalender 2027 --formaat json"
    )]
    Calendar(CalendarArguments),
    /// Judgement before git records something, or a server takes it.
    #[command(
        name = "git-hooks",
        about = "Laat git zelf keuren wat wordt vastgelegd of op een server binnenkomt",
        long_about = "Laat git zelf keuren wat wordt vastgelegd of op een server binnenkomt.\n\nZonder meer zegt dit welke hooks er staan. Thuis weigeren zij wat «klacht leg-vast» ook zou weigeren, gekeken naar wat klaarstaat en niet naar wat er in de map ligt; een opmerking houdt niets tegen. Zij houden ook tegen dat iets wat vernietigd is terugkomt: bij samenvoegen, rebase en cherry-pick, en bij het delen van een tak of label. Op een server weigeren zij wat nooit mag: een onleesbaar dossier, een verboden stap, een nummer dat twee keer voorkomt, een vernietigd dossier dat terugkomt, meer dossiers in één vastlegging zonder reden, het herschrijven van de hoofdtak, en het verdwijnen van dossiers die alleen in een andere tak staan. Wat zij daar zeggen bevat nummers, velden en codes, nooit een gegeven.",
        after_help = "Uitgang: 0 in orde, 1 de hook weigert, 3 er staat een hook van een ander of er is geen git.\n\nVoorbeelden:\n  klacht git-hooks\n  klacht git-hooks installeer\n  klacht git-hooks installeer --streng\n  klacht git-hooks installeer --opslag-op-server /srv/git/klachten.git\n  klacht git-hooks verwijder",
        subcommand_value_name = "WAT",
        subcommand_help_heading = "Wat",
        disable_help_subcommand = true
    )]
    GitHooks(GitHooksArguments),
    /// The private site.
    #[command(
        name = "bouw",
        visible_alias = "build",
        about = "Bouw de besloten site met elk dossier, alle termijnen en het register",
        long_about = "Bouw de besloten site met elk dossier, alle termijnen en het register.\n\nMet --profiel commissie komt er een site met alleen de dossiers in bezwaar, met --profiel directie een met alleen cijfers en verbeteringen. Elk profiel heeft een eigen map, elke bladzijde zegt voor wie zij is, en een map met het ene profiel wordt nooit een site van het andere.",
        after_help = "Voorbeelden:\n  klacht bouw\n  klacht bouw --profiel commissie\n  klacht bouw --profiel directie --naar /pad/naar/map\n  klacht bouw --bij ../kantoor-zuid"
    )]
    Build(BuildArguments),
    /// The private site in the browser.
    #[command(
        name = "toon",
        visible_alias = "serve",
        about = "Toon de site in de browser, alleen op deze computer, en werk haar bij zodra u iets opslaat",
        after_help = "Voorbeelden:\n  klacht toon\n  klacht toon --profiel commissie\n  klacht toon --poort 8080 --niet-openen"
    )]
    Serve(ServeArguments),
    /// How the folder is doing.
    #[command(
        name = "diagnose",
        visible_alias = "doctor",
        about = "Of uw dossiers en hun geschiedenis hier in goede handen zijn, en wat er beter kan",
        long_about = "Of uw dossiers en hun geschiedenis hier in goede handen zijn, en wat er beter kan: vergrendelingen die achterbleven, wat stroomuitval overleeft, wie in de map kan, synchronisatiemappen, de opslag elders, wat nog niet gedeeld is, wat er slingert, en of alles te lezen is.\n\nHet wijzigt niets. Met --herstel zet het recht wat zonder keuze kan: vergrendelingen die niemand meer heeft, instellingen van git tegen stroomuitval, de rechten van de map, en wat klacht zelf achterliet. Een dossier wijzigt het nooit.",
        after_help = "Uitgang: 0 alles kan gebruikt worden, ook als iets aandacht vraagt; 3 zo kan er niet worden vastgelegd, of is er iets niet te lezen.\n\nVoorbeelden:\n  klacht diagnose\n  klacht diagnose --herstel\n  klacht diagnose --grondig --formaat json"
    )]
    Diagnose(DiagnoseArguments),
    /// The format, for editors.
    #[command(
        name = "schema",
        about = "Wat er in een dossier mag staan, als JSON-schema voor een editor die meekijkt",
        long_about = "Wat er in een dossier mag staan, als JSON-schema (draft-07) voor een editor die meekijkt terwijl u typt: velden, woorden, datums, en wat elk veld betekent.\n\nHet schema kent de vorm, niet de regeling: termijnen, volledigheid en stappen in status controleert «klacht controleer». Hoe u het in VS Code gebruikt, staat in docs/handleiding.md.",
        after_help = "Voorbeelden:\n  klacht schema --naar dossier.schema.json\n  klacht schema --regeling --naar regeling.schema.json --overschrijven"
    )]
    Schema(SchemaArguments),
    /// One file from two.
    #[command(
        name = "samenvoegen",
        visible_alias = "merge",
        about = "Voeg twee versies van een dossier samen, veld voor veld; git roept dit aan",
        long_about = "Voeg twee versies van een dossier samen, veld voor veld; git roept dit aan.\n\nWerken twee mensen aan dezelfde dossiers, dan brengt git hun wijzigingen bij elkaar. Met deze opdracht gaat dat per veld, en per bericht, afspraak of gesprek: wat maar een van beiden wijzigde, komt erin; wat allebei toevoegden, blijft allebei staan, op volgorde van dag. Alleen wat ze allebei anders wijzigden, wordt een conflict, en alleen die plek wordt gemerkt.\n\nEen map die met «klacht begin» gemaakt is, is al ingesteld. Wie zo'n map van een ander overneemt, typt daar één keer «klacht samenvoegen --instellen».",
        after_help = "Uitgang: 0 samengevoegd, 1 er zijn conflicten, 4 lezen of schrijven mislukt en niets gewijzigd.\n\nVoorbeelden:\n  klacht samenvoegen --instellen\n  klacht samenvoegen oud.md onze.md hun.md"
    )]
    Merge(MergeArguments),
    /// What git could not merge.
    #[command(
        name = "conflict",
        about = "Leg uit wat git niet kon samenvoegen, wat elke kant zegt, en wat u doet",
        long_about = "Leg uit wat git niet kon samenvoegen, wat elke kant zegt, en wat u doet.\n\nVan elk bestand staat er welk veld, welk bericht of welk stuk tekst beide kanten wijzigden, en wat er stond. Het antwoord is voor uw eigen scherm: er staan gegevens uit dossiers in.",
        after_help = "Voorbeelden:\n  klacht conflict\n  klacht conflict --formaat json"
    )]
    Conflict(ConflictArguments),
    /// Another number.
    #[command(
        name = "hernummer",
        visible_alias = "renumber",
        about = "Geef een dossier een ander nummer, met zijn bijlagen en wat ernaar verwijst",
        long_about = "Geef een dossier een ander nummer, met zijn bijlagen en wat ernaar verwijst.\n\nNodig als op twee computers hetzelfde nummer is uitgegeven. De map krijgt het nieuwe nummer; het oude blijft staan onder «voorheen», zodat het register geen gat heeft. Verwijzingen in andere dossiers (gerelateerd, herhaling_van) gaan mee, alles in één vastlegging. Wordt klacht halverwege afgebroken, dan staat het dossier geheel onder het oude of geheel onder het nieuwe nummer.",
        after_help = "Uitgang: 0 hernummerd, 3 git is nog met iets anders bezig, 5 het nummer is al gebruikt of er is nog iets niet vastgelegd.\n\nVoorbeelden:\n  klacht hernummer K-2026-0012\n  klacht hernummer K-2026-0012 K-2026-0019\n  klacht hernummer K-2026-0012 --proef"
    )]
    Renumber(RenumberArguments),
    /// Looking along.
    #[command(
        name = "volg",
        visible_alias = "watch",
        about = "Kijk mee terwijl u in de editor werkt: controleer bij elke keer opslaan, leg vast en werk de site bij",
        long_about = "Kijk mee terwijl u in de editor werkt: controleer bij elke keer opslaan, leg vast en werk de site bij.\n\nWat u opslaat wordt meteen gecontroleerd. Is er anderhalve seconde niets meer veranderd, dan wordt het vastgelegd, één wijziging per dossier, met dezelfde uitzonderingen als bij «klacht leg-vast»; wat nog niet kan, blijft staan tot het hersteld is. In uw bestanden wordt niets geschreven. Stoppen kan altijd, met Ctrl-C.",
        after_help = "Uitgang: 0 gestopt, 3 er is geen git of niemand om voor vast te leggen, 4 de dossiermap is weg.\n\nVoorbeelden:\n  klacht volg\n  klacht volg --zonder-site\n  klacht volg --niet-vastleggen\n  klacht volg --elke 2"
    )]
    Watch(WatchArguments),
    /// Filling in.
    #[command(
        name = "completions",
        about = "Laat de opdrachtregel opdrachten, nummers en woorden aanvullen met de Tab-toets",
        long_about = "Laat de opdrachtregel opdrachten, nummers en woorden aanvullen met de Tab-toets.\n\nDit schrijft wat uw opdrachtregel daarvoor moet weten. Zet de regel hieronder één keer in het genoemde bestand en open een nieuw venster. Aangevuld worden alleen nummers en statussen van dossiers die er zijn, nooit iets uit een dossier zelf.",
        after_help = "Voorbeelden:\n  bash, in ~/.bashrc:                      source <(klacht completions bash)\n  zsh, in ~/.zshrc, onder compinit:        source <(klacht completions zsh)\n  fish, in ~/.config/fish/config.fish:     klacht completions fish | source\n  PowerShell, in het bestand van $PROFILE: klacht completions powershell | Out-String | Invoke-Expression"
    )]
    Completions(CompletionsArguments),
}
