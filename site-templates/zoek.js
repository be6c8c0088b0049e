// What the search of the site knows, and how it looks through it. Knows no page: zoekpagina.js does.
//
// The files in the folder zoek-… call `kaarten` and `woorden`. A card is [number, subject line, status, subjects, complainant, handler,
// flags]. Words come in pairs: the word, and for every dossier it stands in three digits of 36: 32 times the serial counted
// from the first one of the block, plus the places as bits.
globalThis.klachtZoek = (() => {
  "use strict";
  const PLACES = ["onderwerp", "persoon", "tekst", "andere gegevens", "naam van een bijlage"];
  const OWN_NUMBER = 32;
  const SPELLED = {
    ß: "ss", ẞ: "ss", ø: "o", Ø: "o", æ: "ae", Æ: "ae", œ: "oe", Œ: "oe", ł: "l", Ł: "l", đ: "d", Đ: "d", ð: "d", Ð: "d",
    þ: "th", Þ: "th", ı: "i", ĳ: "ij", Ĳ: "ij", ÿ: "ij", Ÿ: "ij",
  };
  const NO_ROOM = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/u;
  const LONGEST = 64;
  const SHORTEST_WITHIN = 3;
  const SHORTEST_NUMBER = 6;

  const cards = new Map();
  const blocks = [];

  /** Takes in the cards of a block. */
  function kaarten(rows) {
    for (const [number, subjectLine, status, subjects, complainant, handler, flags] of rows) {
      const isLate = (flags & 1) !== 0;
      const isArchived = (flags & 2) !== 0;
      cards.set(number, { number, subjectLine, status, subjects, complainant, handler, isLate, isArchived, year: number.slice(2, 6) });
    }
  }

  /** Takes in the words of a block. */
  function woorden(year, first, words) {
    blocks.push({ year, first, words });
  }

  /** The words of a text without accents, capitals and other ways to write the same; as the program folds a dossier. */
  function fold(text) {
    let folded = "";
    for (const letter of text) folded += foldLetter(letter);
    return folded.split(" ").filter(Boolean).map((word) => [...word].slice(0, LONGEST).join(""));
  }

  function foldLetter(letter) {
    const spelled = spelling(letter);
    if (spelled !== undefined) return spelled;
    let folded = "";
    for (const part of letter.normalize("NFKD")) {
      if (/\p{M}/u.test(part)) continue;
      for (const small of part.toLowerCase()) folded += spelling(small) ?? (/[\p{Alphabetic}\p{N}]/u.test(small) ? small : " ");
    }
    return folded;
  }

  function spelling(letter) {
    return NO_ROOM.test(letter) ? "" : SPELLED[letter];
  }

  /** What these words ask for; all of it must stand in a dossier. */
  function needles(query) {
    const text = query.trim();
    const whole = telephone(text) ?? postcode(text);
    if (whole) return [whole];
    return text.split(/\s+/u).flatMap((word) => telephone(word) ?? postcode(word) ?? number(word) ?? fold(word).map((folded) => ({ word: folded })));
  }

  /** The significant digits, when the text is a number: without the Netherlands, or the nought in its place. */
  function telephone(text) {
    if (!/^[\d \u00a0\-‑–./()+]+$/u.test(text) || /^\d{4}-\d{2}-\d{2}$/u.test(text) || number(text)) return undefined;
    const digits = text.replaceAll("(0)", "").replace(/\D/gu, "");
    const isAbroad = /^\(?\+/u.test(text) || digits.startsWith("00");
    const bare = digits.replace(/^0+/u, "");
    const home = bare.startsWith("31") && (isAbroad || bare.length === 11) ? bare.slice(2) : bare;
    return home.length >= SHORTEST_NUMBER ? { digits: home } : undefined;
  }

  function postcode(text) {
    const close = text.replace(/\s/gu, "").toLowerCase();
    return /^\d{4}[a-z]{2}$/u.test(close) ? { word: close, isWhole: true } : undefined;
  }

  /** A dossier number, or the beginning of one. */
  function number(text) {
    const found = /^k?-?((?:19|20)\d{2})[-‑–](\d+)$/iu.exec(text) ?? /^k[-‑–](\d{1,4})(?:[-‑–](\d*))?$/iu.exec(text);
    if (!found) return undefined;
    const [, year, serial] = found;
    const full = serial ? `K-${year}-${serial.padStart(4, "0")}` : "";
    return { number: full, beginning: serial === undefined ? `K-${year}` : `K-${year}-${serial}`, word: full.replaceAll("-", "").toLowerCase(), isWhole: true };
  }

  /** The dossiers in which all of it stands, with the places, those of all of it together before any other; those found by what tells most come first, then the youngest. */
  function search(query) {
    const asked = needles(query);
    if (asked.length === 0) return [...cards.values()].sort(youngestFirst).map((card) => ({ card, places: [] }));
    const found = asked.map(standsIn);
    const hits = [];
    for (const [number, bits] of found[0]) {
      const all = found.map((of) => of.get(number));
      if (all.includes(undefined) || !cards.has(number)) continue;
      hits.push({ card: cards.get(number), bits: all.reduce((shared, one) => shared & one, bits) || all.reduce((sum, one) => sum | one, bits) });
    }
    hits.sort((one, other) => weight(one.bits) - weight(other.bits) || youngestFirst(one.card, other.card));
    return hits.map(({ card, bits }) => ({ card, places: inWords(bits) }));
  }

  /** The numbers of the dossiers in which it stands, with the places as bits. */
  function standsIn(needle) {
    const found = new Map();
    for (const number of cards.keys()) if (isNumber(needle, number)) found.set(number, OWN_NUMBER);
    for (const { year, first, words } of blocks) {
      for (let at = 0; at < words.length; at += 2) if (isWord(needle, words[at])) take(found, year, first, words[at + 1]);
    }
    return found;
  }

  function take(found, year, first, postings) {
    for (let at = 0; at < postings.length; at += 3) {
      const code = Number.parseInt(postings.slice(at, at + 3), 36);
      const number = `K-${year}-${String(first + (code >> 5)).padStart(4, "0")}`;
      found.set(number, (found.get(number) ?? 0) | (code & 31));
    }
  }

  function isNumber(needle, number) {
    if (needle.number !== undefined) return number === needle.number || number.startsWith(needle.beginning);
    return needle.word !== undefined && /^\d{1,4}$/u.test(needle.word) && Number(number.slice(7)) === Number(needle.word);
  }

  /** Whether the word holds it: short ones as they are, longer ones also within. */
  function isWord(needle, word) {
    if (needle.digits !== undefined) return word.includes(needle.digits);
    return needle.isWhole || needle.word.length < SHORTEST_WITHIN ? word === needle.word : word.includes(needle.word);
  }

  /** What tells most of a dossier comes first: its number, its subject line, a person. */
  function weight(bits) {
    const place = [OWN_NUMBER, 1, 2].findIndex((bit) => (bits & bit) !== 0);
    return place < 0 ? 3 : place;
  }

  function youngestFirst(one, other) {
    return other.year - one.year || Number(other.number.slice(7)) - Number(one.number.slice(7));
  }

  function inWords(bits) {
    const places = PLACES.filter((_, place) => (bits & (1 << place)) !== 0);
    return (bits & OWN_NUMBER) !== 0 ? ["nummer", ...places] : places;
  }

  return { kaarten, woorden, fold, needles, search };
})();
