import { degradationTitle, stepsOf, type Corruption, type Degradation } from '../shared/degradations/degradation';
import type { Cell, DegradedCell } from '../shared/plan/plan';

/** One degradation of a plan at one of its levels: what cells of different models have in common. */
export interface DegradationSetting {
  /** `degradation index/level index`. */
  readonly key: string;
  readonly degradationIndex: number;
  readonly level: number;
  /** Null of what is no corruption. */
  readonly kind: Corruption | null;
  /** `Noise 0.3 on image`, `Without text (mean)`. */
  readonly title: string;
  readonly choice: Degradation;
  /** Of its implementation. */
  readonly version: number;
}

/** The settings that the degraded cells among `cells` stand for, in the order of the plan. */
export function degradationSettings(cells: readonly Cell[]): readonly DegradationSetting[] {
  const settings = new Map<string, DegradationSetting>();
  for (const cell of cells) if (cell.kind === 'degraded') settings.set(degradationKey(cell), settingOf(cell));
  return [...settings.values()].sort(
    (a, b) => a.degradationIndex - b.degradationIndex || kindPlace(a) - kindPlace(b) || a.level - b.level,
  );
}

/** The place of its kind among those of its choice, which come one after another. */
function kindPlace({ choice, kind }: DegradationSetting): number {
  return choice.name === 'corruption' && kind !== null ? choice.kinds.indexOf(kind) : 0;
}

/** Of each degradation the setting that is strongest, of corruptions one of every kind. */
export function strongestLevels(settings: readonly DegradationSetting[]): readonly DegradationSetting[] {
  return settings.filter((setting) =>
    settings.every((other) => other.degradationIndex !== setting.degradationIndex || other.level <= setting.level),
  );
}

export function degradationKey({ degradationIndex, levelIndex }: DegradedCell): string {
  return `${String(degradationIndex)}/${String(levelIndex)}`;
}

function settingOf(cell: DegradedCell): DegradationSetting {
  const { degradation: choice, degradationIndex, levelIndex, version } = cell;
  const step = stepsOf(choice)[levelIndex];
  const title = degradationTitle(choice, step);
  return { key: degradationKey(cell), degradationIndex, ...step, title, choice, version };
}
