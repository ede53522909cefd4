import type { FlagLevel } from '../../shared/reports/flag-level';
import { hashOf, shortId } from '../../shared/identity';
import { keyText } from '../../shared/text/shown-text';
import type { Flag } from './flag';

/** Findings of one check that mean the same, told once, with the places where they hold. */
export interface FlagGroup {
  /** Tells it from others, and from itself with another finding: what was decided holds for what was seen. */
  readonly key: string;
  readonly check: string;
  /** The gravest among them. */
  readonly level: FlagLevel;
  /** What was found, with its number or the range of its numbers, as a sentence. */
  readonly statement: string;
  /** Where it was found, with the figures of each place where there are several; none for the run as a whole. */
  readonly places: readonly { readonly subject: string; readonly text: string }[];
  readonly advice: string;
}

/** `PGD: concat 5 %, product 7 %`, or where it was found alone, as `concat, PGD`. */
export function placeText({ subject, text }: FlagGroup['places'][number]): string {
  return [subject, text].filter((part) => part !== '').join(': ');
}

/** @param attacks number of attacks in the study, so that what holds for all of them need not list them */
export function groupFlags(flags: readonly Flag[], attacks: number): readonly FlagGroup[] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const { check, advice, shared, finding } = flag;
    const key = JSON.stringify([check, advice, shared?.statement ?? finding]);
    groups.set(key, [...(groups.get(key) ?? []), flag]);
  }
  return [...groups.values()].map((group) => {
    const [{ check, level, advice, finding }] = group;
    const seen =
      group.length === 1
        ? { check, level, statement: finding, advice, places: placesOf(group) }
        : { check, level, statement: statementOf(group), advice, places: byAttack(group, attacks) };
    return { key: keyOf(seen), ...seen };
  });
}

/** Of what was found, however names are shown: what was decided beside one is found again where they are as given. */
function keyOf(seen: Omit<FlagGroup, 'key'>): string {
  return shortId(
    hashOf({
      ...seen,
      statement: keyText(seen.statement),
      places: seen.places.map(({ subject, text }) => ({ subject: keyText(subject), text: keyText(text) })),
    }),
  );
}

function placesOf(flags: readonly Flag[]): FlagGroup['places'] {
  return flags.flatMap(({ model, attack }) => {
    const subject = [model, attack].filter((part) => part !== null).join(', ');
    return subject === '' ? [] : [{ subject, text: '' }];
  });
}

/** `The loss fell on 6 % to 12 % of the samples.` */
function statementOf(flags: readonly Flag[]): string {
  const shared = flags.flatMap((flag) => flag.shared ?? []).sort((a, b) => a.size - b.size);
  const [least] = shared;
  // Findings without a common form are of one group only where they say the same.
  if (shared.length === 0) return flags[0].finding;
  const most = shared[shared.length - 1];
  return least.statement.replace('{}', () =>
    least.brief === most.brief ? least.brief : `${least.brief} to ${most.brief}`,
  );
}

/** One place per attack with the figure of each model; attacks with equal figures share a place. */
function byAttack(flags: readonly Flag[], attacks: number): FlagGroup['places'] {
  const figures = new Map<string, string[]>();
  for (const { model, attack, shared } of flags) {
    const figure = [model, shared?.figure]
      .filter((part) => part !== null && part !== undefined && part !== '')
      .join(' ');
    figures.set(attack ?? '', [...(figures.get(attack ?? '') ?? []), figure]);
  }
  const places = new Map<string, string[]>();
  for (const [attack, own] of figures) places.set(own.join(', '), [...(places.get(own.join(', ')) ?? []), attack]);
  return [...places].map(([text, titles]) => ({
    subject: titles.length > 1 && titles.length === attacks ? 'Every attack' : titles.join('; '),
    text,
  }));
}
