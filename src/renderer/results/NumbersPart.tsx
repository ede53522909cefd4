import { Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Section } from '../../report/document';
import { classRatesSection } from '../../report/sections/class-rates';
import { comparisonsSection } from '../../report/sections/comparisons';
import type { Context } from '../../report/sections/context';
import { inputsSection } from '../../report/sections/inputs';
import { keyNumbersSection } from '../../report/sections/key-numbers';
import { HeatMap } from './HeatMap';
import { Sections } from './Sections';

/** Accuracies, alone and fused, and what every attack leaves of them. */
export function NumbersPart({ context }: { readonly context: Context }): ReactNode {
  const [first, ...rest] = useMemo(
    (): readonly (Section | null)[] => [
      keyNumbersSection(context),
      inputsSection(context),
      classRatesSection(context),
      comparisonsSection(context),
    ],
    [context],
  );
  return (
    <Stack gap="lg">
      <Sections sections={[first]} />
      <HeatMap models={context.models} settings={context.settings} />
      <Sections sections={rest} />
    </Stack>
  );
}
