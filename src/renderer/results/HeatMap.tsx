import { SegmentedControl, Stack, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { AttackSetting } from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { withVoidNote } from '../../report/charts/void-note';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';
import { heatMapChart, heatMapMeasures, type HeatMapMeasure } from './heat-map-chart';

const words = texts.results.heatMap;

export interface HeatMapProps {
  readonly models: readonly ModelAnalysis[];
  readonly settings: readonly AttackSetting[];
}

/** Model × attack at a glance, by one measure or the other. */
export function HeatMap({ models, settings }: HeatMapProps): ReactNode {
  const [measure, setMeasure] = useState<HeatMapMeasure>('robustAccuracy');
  const shares = useShares();
  const scheme = useComputedColorScheme();
  const chart = useMemo(
    () =>
      settings.length === 0 ? null : withVoidNote(heatMapChart({ models, settings, measure, shares, scheme }), models),
    [models, settings, measure, shares, scheme],
  );
  if (chart === null) return null;
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      <SegmentedControl
        aria-label={words.measure}
        w="fit-content"
        value={measure}
        onChange={(value) => {
          setMeasure(heatMapMeasures.find((id) => id === value) ?? 'robustAccuracy');
        }}
        data={heatMapMeasures.map((id) => ({ value: id, label: words.measures[id] }))}
      />
      <Chart chart={chart} />
    </Stack>
  );
}
