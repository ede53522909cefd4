import type { FlagLevel } from '../../shared/flag-level';
import { hashOf, shortId } from '../../shared/identity';
import { keyText } from '../../shared/shown-text';
import type { Flag } from './flag';

/** Findings of one check that mean the same, told once, with the places where they hold. */
export interface FlagGroup {
  /** Tells it from others, and from itself with another finding: what was decided holds for what was seen. */
  readonly key: string;
  readonly check: string;
  /** The gravest among them. */
  readonly level: FlagLevel;
  /** What was found, for all places; null where each place has a text of its own. */
  readonly statement: string | null;
  readonly places: readonly { readonly subject: string; readonly text: string }[];
  readonly advice: string;
}

/** Where it was found and what, as `concat, PGD: …`; of the run as a whole what alone. */
export function placeText({ subject, text }: FlagGroup['places'][number]): string {
  return subject === '' ? text : `${subject}: ${text}`;
}

/** @param attacks number of attacks in the study, so that what holds for all of them need not list them */
export function groupFlags(flags: readonly Flag[], attacks: number): readonly FlagGroup[] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const key = JSON.stringify([flag.check, flag.advice, flag.shared?.statement ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), flag]);
  }
  return [...groups.values()].map((group) => {
    const [{ check, level, advice, shared }] = group;
    const told = group.length > 1 && shared !== null ? shared.statement : null;
    const seen = {
      check,
      level,
      statement: told,
      advice,
      places: told === null ? own(group) : byAttack(group, attacks),
    };
    return { key: keyOf(seen), ...seen };
  });
}

/** Of what was found, however names are shown: what was decided beside one is found again where they are as given. */
function keyOf(seen: Omit<FlagGroup, 'key'>): string {
  return shortId(
    hashOf({
      ...seen,
      statement: seen.statement === null ? null : keyText(seen.statement),
      places: seen.places.map(({ subject, text }) => ({ subject: keyText(subject), text: keyText(text) })),
    }),
  );
}

function own(flags: readonly Flag[]): FlagGroup['places'] {
  return flags.map(({ model, attack, finding }) => ({
    subject: [model, attack].filter((part) => part !== null).join(', '),
    text: finding,
  }));
}

/** One place per attack with the figure of each model; attacks with equal figures share a place. */
function byAttack(flags: readonly Flag[], attacks: number): FlagGroup['places'] {
  const figures = new Map<string, string[]>();
  for (const { model, attack, shared } of flags) {
    const figure = [model, shared?.figure].filter((part) => part !== null && part !== undefined).join(' ');
    figures.set(attack ?? '', [...(figures.get(attack ?? '') ?? []), figure]);
  }
  const places = new Map<string, string[]>();
  for (const [attack, own] of figures) places.set(own.join(', '), [...(places.get(own.join(', ')) ?? []), attack]);
  return [...places].map(([text, titles]) => ({
    subject: titles.length > 1 && titles.length === attacks ? 'Every attack' : titles.join('; '),
    text,
  }));
}
