//! A list to fill in.

/// Headings, and rows that show what may stand under them.
pub const TEMPLATE: &str = "\
nummer;ontvangen op;ingediend op;kanaal;bedrijfsonderdeel;betreft;onderwerp;naam;organisatie;postadres;e-mail;telefoon;behandelaar;status;bevestigd op;reactie op;afgehandeld op;wijze van afhandeling;oordeel;oorzaak;maatregel;omschrijving;ondernomen stappen
2025-017;3-11-2025;2-11-2025;e-mail;geen;werkwijze;Niemand belde terug;Daan Mulder;geen;niet_opgegeven;d.mulder@proefburen.example;0612345678;;gesloten;4-11-2025;21-11-2025;21-11-2025;schriftelijke reactie;gegrond;Geen vervanging bij ziekte;Terugbellijst voor het hele team;Drie keer gevraagd om terug te bellen.;Twee keer gebeld
2026-004;9 november 2026;;post;geen;bejegening;Bejegening aan de balie;Bram Kuiper;geen;Molenweg 12, 4321 BA Voorbeeldstad;niet_opgegeven;niet_opgegeven;;nieuw;;;;;;;;\"Werd niet te woord gestaan.
Moest later terugkomen.\";geen
";
