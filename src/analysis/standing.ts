/**
 * How far figures may be used. Results, verdict, requirements, report, Compare and Trend all ask here, so that none of
 * them uses what another calls void.
 */
import type { FlagLevel } from '../shared/reports/flag-level';
import type { FlagDecision } from '../shared/reports/report-wishes';
import type { Flag } from './flags/flag';
import { listOf } from './format';
import { faultWords, type AttackFault } from './measures/attack-faults';
import { unsoundWords, type Unsoundness } from './measures/soundness';

/** `void`: must not be used. `doubted`: may mislead, as the warnings about it say. */
export type Standing = 'sound' | 'doubted' | 'void';

/** What a figure is of: a model as it is, or under an attack; by their titles, as findings name them. */
export interface FigureOf {
  readonly model: string;
  readonly attack: string | null;
}

/** A model with what was found of its figures. */
export interface Judged {
  readonly title: string;
  readonly unsound: readonly Unsoundness[];
}

/** The figures of one attack on it. */
export interface JudgedAttack {
  readonly setting: { readonly key: string; readonly title: string };
  readonly faults: readonly AttackFault[];
}

/** Nothing may be said in favour of the model, whatever is measured on it. */
export function isVoid({ unsound }: Pick<Judged, 'unsound'>): boolean {
  return unsound.length > 0;
}

/** The figures of an attack on a model, whatever is known of the model itself. */
export function isVoidAttack({ faults }: Pick<JudgedAttack, 'faults'>): boolean {
  return faults.length > 0;
}

/** `late has learnt nothing`: why nothing may be said of a model; null where it may. */
export function whyVoid({ title, unsound }: Judged): string | null {
  return isVoid({ unsound }) ? `${title} ${listOf(unsound.map(unsoundWords))}` : null;
}

/** `PGD on late: its path alters the input by itself`: why the figures of an attack must not be used; null where they may. */
export function whyVoidAttack({ title }: Pick<Judged, 'title'>, { setting, faults }: JudgedAttack): string | null {
  if (!isVoidAttack({ faults })) return null;
  return `${setting.title} on ${title}: ${listOf([...new Set(faults.map(faultWords))])}`;
}

/** Findings that make the figure void: about the whole run, the model, or the attack on it. */
export function standingOf(figure: FigureOf, flags: readonly Flag[]): Standing {
  const levels = flags.filter((flag) => concerns(flag, figure)).map(({ level }) => level);
  return levels.includes('void') ? 'void' : levels.includes('warning') ? 'doubted' : 'sound';
}

/** Of a figure that rests on several. */
export function worstStanding(standings: readonly Standing[]): Standing {
  return standings.includes('void') ? 'void' : standings.includes('doubted') ? 'doubted' : 'sound';
}

function concerns({ model, attack }: Flag, figure: FigureOf): boolean {
  return (model === null || model === figure.model) && (attack === null || attack === figure.attack);
}

/** What makes a model void; not what makes attacks on it so. */
export function voidsOfModel(flags: readonly Flag[], model: string): readonly Flag[] {
  return voidsBehind(flags, model).filter(({ attack }) => attack === null);
}

/** What makes the figures of one attack on a model void; not what makes the model so. */
export function voidsOfAttack(flags: readonly Flag[], model: string, attack: string): readonly Flag[] {
  return voidsBehind(flags, model).filter((flag) => flag.attack === attack);
}

/** Both, of all attacks on the model: what is said of it as a whole rests on all its figures. */
export function voidsBehind(flags: readonly Flag[], model: string): readonly Flag[] {
  return flags.filter((flag) => flag.level === 'void' && flag.model === model);
}

/** Whether a report must not be used for what a finding is about: it is void, whatever is answered, or was not accepted. */
export function restricts(level: FlagLevel, decision: FlagDecision | undefined): boolean {
  return level === 'void' || decision?.accepted === false;
}

/** What a yes to a finding is: void figures are not used by anybody's word, so that is but acknowledged. */
export function yesTo(level: FlagLevel): 'accepted' | 'acknowledged' {
  return level === 'void' ? 'acknowledged' : 'accepted';
}
