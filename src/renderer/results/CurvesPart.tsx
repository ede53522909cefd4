import { Stack, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { budgetCharts } from '../../report/charts/budget-curves';
import { removalAccuracyCharts } from '../../report/charts/removal-accuracy';
import type { Context } from '../../report/sections/context';
import { gradientSection } from '../../report/sections/gradient';
import { detailsSection, removalSection } from '../../report/sections/removal';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Blocks } from '../ui/blocks/Blocks';
import { Sections } from './Sections';

const words = texts.results;

/** Most models that one chart can show apart. */
const mostDrawn = 6;

/** Accuracy against budget and success against the share removed, with the controls of every attack. */
export function CurvesPart({ context }: { readonly context: Context }): ReactNode {
  const { models, settings } = context;
  const accuracy = useMemo(() => {
    const drawn = models.slice(0, mostDrawn);
    return [...removalAccuracyCharts(drawn, settings), ...budgetCharts(drawn, settings)];
  }, [models, settings]);
  const sections = useMemo(
    () => [removalSection(context), gradientSection(context), detailsSection(context)],
    [context],
  );
  if (accuracy.length === 0 && sections.every((section) => section === null)) {
    return <EmptyState {...words.noAttacks} />;
  }
  return (
    <Stack gap="lg">
      {accuracy.length === 0 ? null : (
        <section aria-labelledby="accuracy-curves">
          <Title order={2} id="accuracy-curves" mb="xs">
            {words.accuracyCurves}
          </Title>
          <Blocks blocks={accuracy} />
        </section>
      )}
      <Sections sections={sections} />
    </Stack>
  );
}
