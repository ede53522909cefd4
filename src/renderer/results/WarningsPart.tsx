import { Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Context } from '../../report/sections/context';
import { flagsSection } from '../../report/sections/flags';
import { limitsSection } from '../../report/sections/limits';
import { provenanceSection } from '../../report/sections/provenance';
import { Sections } from './Sections';

/** What makes the numbers worth less than they look, what was not tested, and where they come from. */
export function WarningsPart({ context }: { readonly context: Context }): ReactNode {
  const sections = useMemo(
    () => [flagsSection(context), limitsSection(context), provenanceSection(context)],
    [context],
  );
  return (
    <Stack gap="lg">
      <Sections sections={sections} />
    </Stack>
  );
}
