import { useMemo } from 'react';
import { interval, percent, percentNumber } from '../../analysis/format';
import { asFractions, movedInterval } from '../../analysis/fractions';
import type { Estimate } from '../../analysis/statistics/estimate';
import type { ShareUnit } from '../../shared/reports/share-unit';
import { usePreferences } from '../workspace/preferences';

/** How shares in [0, 1] are written, as the person chose: per cent or fraction. */
export interface ShareFormat {
  readonly unit: ShareUnit;
  readonly share: (value: number | null) => string;
  /** `[91.8, 95.9]`; empty where there is no interval. */
  readonly interval: (estimate: Estimate) => string;
  /** A sentence of the analysis, which is written in per cent. */
  readonly text: (sentence: string) => string;
  /** On the axis of a chart: a share times the factor, with the suffix behind it. */
  readonly factor: number;
  readonly suffix: string;
}

export const percentFormat: ShareFormat = {
  unit: 'percent',
  share: percent,
  interval: (estimate) => interval(estimate, percentNumber),
  text: (text) => text,
  factor: 100,
  suffix: ' %',
};

/** The digits of per cent, their point moved: what a report in fractions says too. */
export const fractionFormat: ShareFormat = {
  unit: 'fraction',
  share: (value) => asFractions(percent(value)),
  interval: (estimate) => movedInterval(interval(estimate, percentNumber)),
  text: asFractions,
  factor: 1,
  suffix: '',
};

export function useShares(): ShareFormat {
  const [{ units }] = usePreferences();
  return useMemo(() => (units === 'percent' ? percentFormat : fractionFormat), [units]);
}
