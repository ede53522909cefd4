/** Codes that stand for a person of some gender or none, by the one that stands for all of them. */
const PERSON = 'person';
const CHILD = 'child';
const SAME: Readonly<Record<string, string>> = {
  '1F468': PERSON,
  '1F469': PERSON,
  '1F9D1': PERSON,
  '1F466': CHILD,
  '1F467': CHILD,
  '1F9D2': CHILD,
  // Old man, old woman; prince, princess; Santa and Mrs Claus; man dancing; pregnant man and person.
  '1F474': '1F9D3',
  '1F475': '1F9D3',
  '1F934': '1FAC5',
  '1F478': '1FAC5',
  '1F936': '1F385',
  '1F57A': '1F483',
  '1FAC3': '1F930',
  '1FAC4': '1F930',
  // Two men, two women, a woman and a man holding hands.
  '1F46C': '1F46B',
  '1F46D': '1F46B',
};

/** Joiner, variation selector, female and male sign: they shape an emoji's variant, not its subject. */
const IGNORED: ReadonlySet<string> = new Set(['200D', 'FE0F', '2640', '2642']);
const SKIN_TONE = /^1F3F[B-F]$/;
const FAMILY = '1F46A';

/** Sequences that another emoji shows too: hands held, hearts, kisses, Mx Claus. */
const SAME_SEQUENCE: Readonly<Record<string, string>> = {
  [`${PERSON}-1F91D-${PERSON}`]: '1F46B',
  [`${PERSON}-2764-${PERSON}`]: '1F491',
  [`${PERSON}-2764-1F48B-${PERSON}`]: '1F48F',
  [`${PERSON}-1F384`]: '1F385',
};

/**
 * What an emoji shows, whatever the gender, skin tone or direction it is drawn with: emoji of one subject look alike
 * and share most of their name, so they must not be in two splits.
 *
 * @param code code points in hexadecimal, joined by hyphens: `1F3C3-200D-2640-FE0F`
 */
export function subjectOf(code: string): string {
  const parts = code
    .split('-')
    .filter((part) => !IGNORED.has(part) && !SKIN_TONE.test(part))
    .map((part) => SAME[part] ?? part);
  // "Facing right" is the plain emoji joined to an arrow; the arrow by itself is an emoji of its own.
  const facing = parts.length > 1 && parts.at(-1) === '27A1' ? parts.slice(0, -1) : parts;
  const people = facing.every((part) => part === PERSON || part === CHILD);
  if (people && facing.length > 1) return FAMILY;
  const subject = facing.join('-');
  return SAME_SEQUENCE[subject] ?? subject;
}
