import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { sensitivities } from '../../../analysis/certificates/crmt/sensitivity';
import { decimal } from '../../../analysis/format';
import type { Integration } from '../../../shared/training/integration';
import { texts } from '../../texts/catalogue';
import { ModalityTable } from './ModalityTable';

const words = texts.models.sensitivity;

/** How much each modality counts in the decision, how fast it can change it, and what the second step of training did. */
export function Sensitivities({ integration }: { readonly integration: Integration }): ReactNode {
  const { secondStep, samples } = integration;
  return (
    <>
      <Text size="xs" c="dimmed" maw="75ch">
        {words.lead(decimal(samples))}
      </Text>
      <ModalityTable
        title={words.title}
        modality={words.modality}
        columns={[words.weight, words.slope, words.proven]}
        rows={sensitivities(integration).map(({ modality, weight, slope, proven }) => ({
          modality,
          cells: [decimal(weight), decimal(slope), proven === null ? words.unproven : decimal(proven)],
        }))}
      />
      {secondStep === null ? null : (
        <Text size="sm">{words.secondStep(decimal(secondStep.before), decimal(secondStep.after))}</Text>
      )}
    </>
  );
}
