import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { hardeningOf, keptByCleanLoss, plainFields } from '../../../shared/hardening';
import { fieldName } from '../../../shared/naming';
import type { TrainingChoice } from '../../../shared/training';
import { texts } from '../../texts/catalogue';
import { Facts } from '../../ui/Facts';

/** How a model was trained, what hardened it included. */
export function TrainingFacts({ training }: { readonly training: TrainingChoice }): ReactNode {
  const hardened = hardeningOf(training);
  return (
    <>
      <Facts
        rows={[
          ...Object.entries(plainFields(training)).map(
            ([name, value]) => [fieldName(name), value === null ? texts.parts.all : String(value)] as const,
          ),
          ...hardened,
        ]}
      />
      {hardened.length === 0 ? null : (
        <Text size="xs" c="dimmed" maw="60ch">
          {keptByCleanLoss}
        </Text>
      )}
    </>
  );
}
