import { Stack, useComputedColorScheme } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { withVoidNote } from '../../report/charts/void-note';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';
import { corruptionMap } from './corruption-map';

/** Of each model what natural corruptions leave, by kind and severity; nothing where there are none. */
export function CorruptionMaps({ models }: { readonly models: readonly ModelAnalysis[] }): ReactNode {
  const shares = useShares();
  const scheme = useComputedColorScheme();
  const charts = useMemo(
    () =>
      models.flatMap((model) =>
        model.corruptions === null
          ? []
          : [
              withVoidNote(corruptionMap({ model: model.title, corruptions: model.corruptions, shares, scheme }), [
                model,
              ]),
            ],
      ),
    [models, shares, scheme],
  );
  if (charts.length === 0) return null;
  return (
    <Stack gap="lg" component="section" aria-label={texts.results.corruptionMap.title}>
      {charts.map((chart) => (
        <Chart key={chart.id} chart={chart} />
      ))}
    </Stack>
  );
}
