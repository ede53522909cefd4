import { degradationTitle, levelsOf, type Degradation } from '../shared/degradation';
import type { Cell, DegradedCell } from '../shared/plan';

/** One degradation of a plan at one of its levels: what cells of different models have in common. */
export interface DegradationSetting {
  /** `degradation index/level index`. */
  readonly key: string;
  readonly degradationIndex: number;
  readonly level: number;
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
  return [...settings.values()].sort((a, b) => a.degradationIndex - b.degradationIndex || a.level - b.level);
}

/** Of each degradation the setting that is strongest. */
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
  const level = levelsOf(choice)[levelIndex];
  const title = degradationTitle(choice, level);
  return { key: degradationKey(cell), degradationIndex, level, title, choice, version };
}
