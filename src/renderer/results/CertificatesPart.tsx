import { Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { certificatesSection, mostCertified } from '../../report/sections/certificates';
import type { Context } from '../../report/sections/context';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { DrawnModels } from './DrawnModels';
import { Sections } from './Sections';
import { useDrawnModels } from './use-drawn-models';

/** What is proved, with curves of the models that were chosen; at first of those that certify most. */
export function CertificatesPart({ context }: { readonly context: Context }): ReactNode {
  const { models } = context;
  const certified = useMemo(
    () => models.filter((model) => model.certified.length > 0 || model.keptRadii.length > 0),
    [models],
  );
  const { drawn, ...choice } = useDrawnModels(certified, mostCertified);
  const section = useMemo(
    () => certificatesSection(context, { titles: new Set(drawn.map(({ title }) => title)), by: '' }),
    [context, drawn],
  );
  if (section === null) return <EmptyState {...texts.results.noCertificates} />;
  return (
    <Stack gap="lg">
      <DrawnModels models={certified} {...choice} />
      <Sections sections={[section]} />
    </Stack>
  );
}
