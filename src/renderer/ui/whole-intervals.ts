/** Imported names hold no brackets with a comma and two numbers; what does is an interval. */
const interval = /\[[<+−]?\d[\d.,+]*, [<+−]?\d[\d.,+]*\]/gu;

/** A sentence whose intervals (`[85.0, 95.9]`) stay on one line: a break may come before one, never inside. */
export function withWholeIntervals(sentence: string): string {
  return sentence.replace(interval, (text) => text.replace(' ', '\u00a0'));
}
