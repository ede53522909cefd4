import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { budgetCharts } from './budget-curves';
import { removalAccuracyCharts } from './removal-accuracy';
import type { Context } from '../../report/sections/context';
import { withVoidNote } from '../../report/charts/void-note';
import { editCharts } from '../../report/sections/edit';
import { removalSection } from '../../report/sections/removal';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Blocks } from './Blocks';
import { DrawnModels } from './DrawnModels';
import { useDrawnModels } from './use-drawn-models';

const words = texts.results;

/** Accuracy against budget, and success against the share removed; of many models, those that were chosen. */
export function CurvesPart({ context }: { readonly context: Context }): ReactNode {
  const { models, settings } = context;
  const { drawn, ...choice } = useDrawnModels(models);
  const accuracy = useMemo(
    () =>
      drawn.length === 0
        ? []
        : [...removalAccuracyCharts(drawn, settings), ...budgetCharts(drawn, settings)].map((chart) =>
            withVoidNote(chart, drawn),
          ),
    [drawn, settings],
  );
  const success = useMemo(
    () =>
      drawn.length === 0
        ? []
        : [
            ...(removalSection({ ...context, models: drawn })?.blocks.filter(
              ({ kind }) => kind === 'chart' || kind === 'text',
            ) ?? []),
            ...editCharts({ ...context, models: drawn }),
          ],
    [context, drawn],
  );
  if (drawn.length > 0 && accuracy.length === 0 && success.length === 0) return <EmptyState {...words.noAttacks} />;
  return (
    <Stack gap="lg">
      <DrawnModels models={models} {...choice} />
      {success.length === 0 ? null : (
        <section aria-labelledby="success-curves">
          <Title order={2} id="success-curves" mb="xs">
            {words.successCurves}
          </Title>
          <Blocks blocks={success} />
        </section>
      )}
      {accuracy.length === 0 ? null : (
        <section aria-labelledby="accuracy-curves">
          <Title order={2} id="accuracy-curves" mb="xs">
            {words.accuracyCurves}
          </Title>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" verticalSpacing="lg">
            {accuracy.map((chart) => (
              <Chart key={chart.id} chart={chart} />
            ))}
          </SimpleGrid>
        </section>
      )}
    </Stack>
  );
}
