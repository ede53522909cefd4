import { Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Context } from '../../report/sections/context';
import { degradationsSection } from '../../report/sections/degradations';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { CorruptionMaps } from './CorruptionMaps';
import { DrawnModels } from './DrawnModels';
import { Sections } from './Sections';
import { useDrawnModels } from './use-drawn-models';

/** What noise and missing inputs leave of each model, beside models that never had the input. */
export function FailingInputsPart({ context }: { readonly context: Context }): ReactNode {
  const { drawn, ...choice } = useDrawnModels(context.models);
  const section = useMemo(
    () => (drawn.length === 0 ? null : degradationsSection({ ...context, models: drawn })),
    [context, drawn],
  );
  if (drawn.length > 0 && section === null) return <EmptyState {...texts.results.nothingFailedYet} />;
  return (
    <Stack gap="lg">
      <DrawnModels models={context.models} {...choice} />
      <Sections sections={[section]} />
      <CorruptionMaps models={drawn} />
    </Stack>
  );
}
