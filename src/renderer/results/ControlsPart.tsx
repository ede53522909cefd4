import { Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Section } from '../../report/document';
import type { Context } from '../../report/sections/context';
import { editSection } from '../../report/sections/edit';
import { gradientSection } from '../../report/sections/gradient';
import { detailsSection } from '../../report/sections/details';
import { removalSection } from '../../report/sections/removal';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Sections } from './Sections';

/** Every attack beside its control, with what it removes, does inside the model and costs. */
export function ControlsPart({ context }: { readonly context: Context }): ReactNode {
  const sections = useMemo(
    () => [
      withoutCharts(removalSection(context)),
      gradientSection(context),
      withoutCharts(editSection(context)),
      detailsSection(context),
    ],
    [context],
  );
  if (sections.every((section) => section === null)) return <EmptyState {...texts.results.noAttacks} />;
  return (
    <Stack gap="lg">
      <Sections sections={sections} />
    </Stack>
  );
}

/** The charts have a part of their own. */
function withoutCharts(section: Section | null): Section | null {
  return section === null ? null : { ...section, blocks: section.blocks.filter(({ kind }) => kind !== 'chart') };
}
