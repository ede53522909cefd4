import { Box, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { duration } from '../../../analysis/quantities';
import { retrievalNote, retrievalRows } from '../../../analysis/retrieval';
import { pretrainingCurves } from '../../../report/charts/own-curves';
import type { Pretraining } from '../../../shared/training/pretraining';
import { Chart } from '../../charts/Chart';
import { texts } from '../../texts/catalogue';
import { ModalityTable } from './ModalityTable';

const words = texts.models.pretraining;

/** What an encoder learned without labels: its loss at both ends, and how well the nearest sample tells a class. */
export function PretrainingFacts({ pretraining }: { readonly pretraining: Pretraining }): ReactNode {
  const { epochs, losses, seconds } = pretraining;
  const chart = useMemo(() => pretrainingCurves('without-labels', [{ title: words.loss, pretraining }]), [pretraining]);
  return (
    <>
      <Text size="sm">
        {words.lead(decimal(epochs), decimal(losses[0]), decimal(losses[losses.length - 1]), duration(seconds))}
      </Text>
      <ModalityTable
        title={words.title}
        modality={words.modality}
        columns={[words.before, words.after]}
        rows={retrievalRows(pretraining).map(({ modality, before, after }) => ({ modality, cells: [before, after] }))}
      />
      <Text size="xs" c="dimmed" maw="75ch">
        {retrievalNote}
      </Text>
      {chart === null || losses.length < 2 ? null : (
        <Box mt="md">
          <Chart chart={chart} />
        </Box>
      )}
    </>
  );
}
