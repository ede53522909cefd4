import type { RemovalRecord } from '../../shared/records/record';
import { rateOf, type Rate } from '../statistics/estimate';

export interface FillSuccess {
  /** `image:black`, `text:mask`. */
  readonly fill: string;
  /** Of the successes that touch the modality, those that also flip under this fill. */
  readonly flips: Rate;
}

/** Does the same removal flip under other fills? Per fill, over the successes that touch its modality. */
export function fillSuccess(successes: readonly RemovalRecord[]): readonly FillSuccess[] {
  const fills = new Set(successes.flatMap((record) => Object.keys(record.found?.fills ?? {})));
  return [...fills].sort().map((fill) => ({
    fill,
    flips: rateOf(
      successes.flatMap((record) =>
        record.found !== null && fill in record.found.fills
          ? [{ hit: record.found.fills[fill], group: record.group }]
          : [],
      ),
    ),
  }));
}

/** Successes that flip under a single fill although several were tried. */
export function oneFillOnly(successes: readonly RemovalRecord[]): Rate {
  return rateOf(
    successes.flatMap((record) => {
      const tested = new Map<string, boolean[]>();
      for (const [fill, flips] of Object.entries(record.found?.fills ?? {})) {
        const modality = fill.slice(0, fill.lastIndexOf(':'));
        tested.set(modality, [...(tested.get(modality) ?? []), flips]);
      }
      const several = [...tested.values()].filter((flips) => flips.length > 1);
      if (several.length === 0) return [];
      return [{ hit: several.some((flips) => flips.filter(Boolean).length <= 1), group: record.group }];
    }),
  );
}

/** Successes by the modalities they touch. */
export function touchedShares(
  successes: readonly RemovalRecord[],
  modalities: readonly string[],
): Readonly<Record<string, Rate>> {
  const touchedBy = (record: RemovalRecord): string =>
    modalities.filter((id) => (record.found?.share.removed[id] ?? 0) > 0).join(' + ');
  const kinds = [...new Set(successes.map(touchedBy))].sort();
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      rateOf(successes.map((record) => ({ hit: touchedBy(record) === kind, group: record.group }))),
    ]),
  );
}
