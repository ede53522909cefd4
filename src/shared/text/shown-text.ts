/**
 * Text as a window, a report or a chart shows it. What people and archives call things may be in a script that is read
 * from right to left; beside it, figures and signs would change places (`[24.9 ,7.2] % 13.8`, UAX #9). Such a name is put
 * between a first-strong isolate (U+2068) and its end (U+2069), which keep its direction to itself, also where it stands in
 * a sentence, an axis or a page footer. Files for other programs hold names without them: `bareText`.
 */
import { visibleText } from './visible-text';

const start = '\u2068';
const end = '\u2069';
/** Between them nothing begins or ends another direction. */
const isolates = /\u2068([^\u202a-\u202e\u2066-\u2069]*)\u2069/gu;

/** Letters that are read from right to left. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;
/** What a name may hold that a sentence says of a share; `asFractions` would rewrite it. */
const figureLike = /\d\u00a0%|\d\+? points\b| in points\b| \(points\)/u;

/** A name that a person or an archive gave, for a sentence, a table or a chart: safe to show, and apart from what stands beside it. */
export function shownName(name: string): string {
  const whole = isolates.exec(name);
  isolates.lastIndex = 0;
  if (whole?.[0] === name && isNeeded(whole[1])) return name;
  const visible = visibleText(name);
  return isNeeded(visible) ? `${start}${visible}${end}` : visible;
}

/** `[85.0, 95.9]`: names hold no brackets with a comma and two numbers; what does is an interval. */
const interval = /\[[<+−]?\d[\d.,+]*, [<+−]?\d[\d.,+]*\]/gu;

/**
 * Imported text, or a sentence of ours that holds names: safe to show. Names that are apart already stay so; other text
 * that is read from right to left is kept apart as a whole. A line may break before an interval, never inside.
 */
export function shownText(text: string): string {
  return outsideIsolates(text, (part) => {
    const visible = visibleText(part).replace(interval, (whole) => whole.replace(' ', '\u00a0'));
    return rightToLeft.test(visible) ? `${start}${visible}${end}` : visible;
  });
}

/** Text with every part changed that is no name kept apart. */
export function outsideIsolates(text: string, change: (part: string) => string): string {
  let done = '';
  let from = 0;
  for (const { 0: whole, 1: name, index } of text.matchAll(isolates)) {
    // What needs no isolate was not put into one by us: there it only hides something.
    if (!isNeeded(name)) continue;
    done += change(text.slice(from, index)) + whole;
    from = index + whole.length;
  }
  return done + change(text.slice(from));
}

/** Text without what keeps names apart. */
export function bareText(text: string): string {
  return text.replace(isolates, (whole, name: string) => (isNeeded(name) ? name : whole));
}

/** The same for a name as it was given and as it is shown: for keys that names are part of. */
export function keyText(text: string): string {
  return visibleText(bareText(text));
}

function isNeeded(name: string): boolean {
  return rightToLeft.test(name) || figureLike.test(name);
}
