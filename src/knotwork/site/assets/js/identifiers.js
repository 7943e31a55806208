// Finds what could tell who a patient is, as src/knotwork/science/privacy does in Python: the patterns are made from
// there, and one table of cases is run against both. What is typed stays in the page; nothing here sends anything.
import * as P from "./patterns.js";

const POSSIBLE = 1, LIKELY = 2, NEARLY_CERTAIN = 3;
const NEAR = 32;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

// What was found, in the order of the text: {kind, start, end, words, why, sure}. Positions are those of the string.
export function findIdentifiers(text) {
  const { words, origins, ends } = plain(text);
  const found = [];
  for (const finder of [numbers, births, phones, postcodes, emails, hospitalNumbers]) {
    for (const [kind, from, to, why, sure] of finder(words)) {
      const start = origins[from], end = ends[to - 1];
      found.push({ kind, start, end, words: text.slice(start, end), why, sure });
    }
  }
  return surest(found);
}

// The text with words such as "[NHS number taken out]" in the place of each finding.
export function takenOut(text, found) {
  let made = "", reached = 0;
  for (const one of surest(found)) {
    made += `${text.slice(reached, one.start)}[${one.kind} taken out]`;
    reached = one.end;
  }
  return made + text.slice(reached);
}

// The short mark by which the server knows words again: FNV-1a, 32 bits, over their UTF-8.
export function markOfWords(kind, words) {
  let mark = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${kind} ${words}`)) mark = Math.imul(mark ^ byte, 0x01000193);
  return (mark >>> 0).toString(16).padStart(8, "0");
}

// Where two findings share words, the surer is kept, then the longer, then the earlier.
function surest(found) {
  const order = (a, b) =>
    b.sure - a.sure || a.start - a.end - (b.start - b.end) || a.start - b.start || (a.kind < b.kind ? -1 : 1);
  const kept = [];
  for (const one of [...found].sort(order)) {
    if (kept.every((other) => one.end <= other.start || other.end <= one.start)) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

// Ordinary digits, spaces and hyphens in the place of odd ones; what cannot be seen is left out. Places are kept.
function plain(text) {
  let words = "", at = 0;
  const origins = [], ends = [];
  for (const written of text) {
    const simple = plainCharacter(written);
    if (simple) {
      words += simple;
      origins.push(at);
      ends.push(at + written.length);
    }
    at += written.length;
  }
  return { words, origins, ends };
}

function plainCharacter(written) {
  if (written < "\x80") return written;
  if (/^[\p{Cf}\p{Mn}]$/u.test(written)) return "";
  if (/^\p{Zs}$/u.test(written)) return " ";
  if (/^\p{Pd}$/u.test(written) || written === "\u2212") return "-";
  if (/^\p{Nd}$/u.test(written)) return decimal(written.codePointAt(0));
  const same = written.normalize("NFKC");
  const one = [...same].length === 1 ? same : written;
  return one.length === 1 ? one : "\ufffd";
}

// Digits of every script stand in runs from its zero: how far into its run this one is.
function decimal(point) {
  let zero = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}

const every = (pattern, words) => words.matchAll(new RegExp(pattern.source, `${pattern.flags}g`));
const has = (pattern, words) => pattern.test(words);
const begins = (pattern, words) => words.search(pattern) === 0;
const endOf = (match) => match.index + match[0].length;

// The words just before, in the same sentence and after any earlier number.
function labelBefore(words, start) {
  const near = words.slice(Math.max(0, start - NEAR), start);
  let before = near.replace(new RegExp(P.SHORTENED.source, "gi"), "$1 ");
  for (const end of [". ", "\n", "; ", "? ", "! "]) {
    const at = before.lastIndexOf(end);
    if (at >= 0) before = before.slice(at + end.length);
  }
  return before.slice(before.search(/[0-9][^0-9]*$/) + 1);
}

function* numbers(words) {
  for (const match of every(P.NUMBER, words)) {
    const digits = match[0].replace(/\D/g, "");
    const before = labelBefore(words, match.index);
    const called = Object.keys(P.LABELS).find((kind) => has(P.LABELS[kind], before));
    const kind = kindOf(digits);
    if (new Set(digits).size === 1 && !called) continue;
    if (called && !checks(digits)) {
      const why = `It is called ${withArticle(called)}. Its last digit does not fit; mistyped, it may still tell who it is.`;
      yield [called, match.index, endOf(match), why, LIKELY];
    } else if (kind && checks(digits) && (called || !has(P.OTHER, before))) {
      yield [kind, match.index, endOf(match), whyOf(kind, digits), sureOf(digits, match[0], called)];
    }
  }
}

function checks(digits) {
  let total = 0;
  for (let at = 0; at < 10; at += 1) total += Number(digits[at]) * (10 - at);
  return total % 11 === 0;
}

function kindOf(digits) {
  if ("0123".includes(digits[0]) && beginsWithADate(digits)) return "CHI number";
  if (digits.slice(0, 2) >= "32" && digits.slice(0, 2) <= "39") return "Health and Care number";
  return "3456789".includes(digits[0]) ? "NHS number" : undefined;
}

function beginsWithADate(digits) {
  const [day, month, year] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  return isDate(1900 + year, month, day) || isDate(2000 + year, month, day);
}

function withArticle(kind) {
  return `${kind === "NHS number" || kind === "e-mail address" ? "an" : "a"} ${kind}`;
}

function whyOf(kind, digits) {
  if (kind === "CHI number") {
    return "Ten digits that begin with a date of birth and end in the right check digit: a CHI number has this shape.";
  }
  const why = `Ten digits whose last is the right check digit: ${withArticle(kind)} has this shape.`;
  return digits[0] === "7" ? `${why} It could also be a mobile number without its 0.` : why;
}

function sureOf(digits, written, called) {
  const issued = "0123467".includes(digits[0]) || digits.startsWith("999");
  if (called || (issued && !/^[0-9]+$/.test(written))) return NEARLY_CERTAIN;
  return issued ? LIKELY : POSSIBLE;
}

function* births(words) {
  for (const match of every(P.DATE, words)) {
    if (!isADay(match.groups)) continue;
    const before = words.slice(Math.max(0, match.index - 64), match.index);
    const reason = birthReason(before, words.slice(endOf(match), endOf(match) + 40));
    if (reason) yield ["date of birth", match.index, endOf(match), ...reason];
  }
}

function birthReason(before, after) {
  const named = "It is a date beside what looks like a person's name, so it may be a date of birth.";
  if (has(P.BIRTH_BEFORE, before) || begins(P.BIRTH_AFTER, after)) {
    return ["It is a date beside a word for birth.", NEARLY_CERTAIN];
  }
  if (has(P.AGED_BEFORE, before) || begins(P.AGED_AFTER, after)) {
    return ["It is a date beside somebody's age, so it may be a date of birth.", LIKELY];
  }
  if (has(P.TITLED, before)) return [named, LIKELY];
  const names = before.match(P.NAMED);
  const person = names && !names.slice(1).some((name) => P.NOT_A_PERSON.has(name.toLowerCase()));
  return person ? [named, POSSIBLE] : null;
}

function isADay(groups) {
  const part = (name) => ["", "2", "3", "4"].map((way) => groups[name + way]).find(Boolean);
  const month = part("month").toLowerCase(), year = Number(part("year"));
  const number = /^[0-9]+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1;
  return isDate(year > 99 ? year : 2000 + year, number, Number(part("day"))) && (year <= 99 || (year >= 1890 && year <= 2100));
}

function isDate(year, month, day) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

function* phones(words) {
  const why = "It has the shape of a UK telephone number, which can lead to a person.";
  for (const match of every(P.PHONE, words)) {
    const written = match[0];
    if (!isPhone(written) || has(P.OTHER_NUMBER, labelBefore(words, match.index))) continue;
    const start = match.index + (written.startsWith("(") && !written.includes(")") ? 1 : 0);
    const sure = /^[0-9]{10}$/.test(written) ? LIKELY : NEARLY_CERTAIN;
    yield ["phone number", start, endOf(match), why, sure];
  }
}

function isPhone(written) {
  let home = written.replace(/^\(?(?:\+|00)44\)?[ .-]{0,2}(?:\(0\)[ ]?)?/, "0");
  if (home.startsWith("0(")) home = `0${home.slice(2)}`;
  const groups = home.split(/[^0-9]+/).filter(Boolean);
  const number = groups.join("");
  const longEnough = number.length === 11 || (number.length === 10 && number[1] === "1");
  return longEnough && groups[0].length >= 3 && groups.length <= 6 && groups.every((group) => group.length >= 2);
}

function* postcodes(words) {
  const why = "It has the shape of a whole UK postcode, which can mean as few as one or two homes.";
  for (const match of every(P.POSTCODE, words)) {
    const written = match[0];
    if (!P.AREAS.has(match[1].toUpperCase()) || !oneCase(written)) continue;
    if (/(?:1st|2nd|3rd)$/i.test(written) && !isUpper(written)) continue;
    const spaced = isUpper(written) && !/^[A-Za-z0-9]+$/.test(written);
    yield ["postcode", match.index, endOf(match), why, spaced ? NEARLY_CERTAIN : LIKELY];
  }
}

const isUpper = (words) => words === words.toUpperCase();
const isLower = (words) => words === words.toLowerCase();
const oneCase = (written) => isUpper(written) || isLower(written) || (isUpper(written[0]) && isLower(written.slice(1)));

function* emails(words) {
  for (const match of every(P.EMAIL, words)) {
    const end = match.index + match[0].replace(/[.-]+$/, "").length;
    yield ["e-mail address", match.index, end, "It is an e-mail address, which leads to one person.", NEARLY_CERTAIN];
  }
}

function* hospitalNumbers(words) {
  const why = "It is called a hospital or patient number, which leads to one person's record.";
  for (const match of every(P.HOSPITAL, words)) {
    const number = match.groups.number.replace(/^[ -]+/, "");
    yield ["hospital number", endOf(match) - number.length, endOf(match), why, NEARLY_CERTAIN];
  }
}
