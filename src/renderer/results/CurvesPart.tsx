import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { budgetCharts } from '../../report/charts/budget-curves';
import { removalAccuracyCharts } from '../../report/charts/removal-accuracy';
import type { Context } from '../../report/sections/context';
import { removalSection } from '../../report/sections/removal';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Blocks } from '../ui/blocks/Blocks';

const words = texts.results;

/** Most models that one chart can show apart. */
const mostDrawn = 6;

/** Accuracy against budget, and success against the share removed. */
export function CurvesPart({ context }: { readonly context: Context }): ReactNode {
  const { models, settings } = context;
  const accuracy = useMemo(() => {
    const drawn = models.slice(0, mostDrawn);
    return [...removalAccuracyCharts(drawn, settings), ...budgetCharts(drawn, settings)];
  }, [models, settings]);
  const success = useMemo(
    () => removalSection(context)?.blocks.filter(({ kind }) => kind === 'chart' || kind === 'text') ?? [],
    [context],
  );
  if (accuracy.length === 0 && success.length === 0) return <EmptyState {...words.noAttacks} />;
  return (
    <Stack gap="lg">
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
          {models.length > mostDrawn ? (
            <Text size="sm" c="dimmed" mb="xs">
              {words.firstDrawn(mostDrawn, models.length)}
            </Text>
          ) : null}
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
