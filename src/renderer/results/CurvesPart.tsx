import { MultiSelect, SimpleGrid, Stack, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { budgetCharts } from './budget-curves';
import { removalAccuracyCharts } from './removal-accuracy';
import type { Context } from '../../report/sections/context';
import { withVoidNote } from '../../report/charts/void-note';
import { degradationsSection } from '../../report/sections/degradations';
import { removalSection } from '../../report/sections/removal';
import { shownText } from '../../shared/shown-text';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Blocks } from './Blocks';
import { Sections } from './Sections';

const words = texts.results;

/** Most models that one chart can show apart. */
const mostDrawn = 6;

/** Accuracy against budget, and success against the share removed; of many models, those that were chosen. */
export function CurvesPart({ context }: { readonly context: Context }): ReactNode {
  const { models, settings } = context;
  const [chosen, setChosen] = useState(() => models.slice(0, mostDrawn).map(({ model }) => model));
  const drawn = useMemo(() => models.filter(({ model }) => chosen.includes(model)), [models, chosen]);
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
        : (removalSection({ ...context, models: drawn })?.blocks.filter(
            ({ kind }) => kind === 'chart' || kind === 'text',
          ) ?? []),
    [context, drawn],
  );
  const degraded = useMemo(
    () => (drawn.length === 0 ? null : degradationsSection({ ...context, models: drawn })),
    [context, drawn],
  );
  if (drawn.length > 0 && accuracy.length === 0 && success.length === 0 && degraded === null)
    return <EmptyState {...words.noAttacks} />;
  return (
    <Stack gap="lg">
      {models.length <= mostDrawn ? null : (
        <MultiSelect
          label={words.drawn.label}
          description={words.drawn.hint(decimal(mostDrawn), decimal(models.length))}
          data={models.map(({ model, title }) => ({ value: model, label: shownText(title) }))}
          value={chosen}
          maxValues={mostDrawn}
          onChange={setChosen}
        />
      )}
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
      <Sections sections={[degraded]} />
    </Stack>
  );
}
