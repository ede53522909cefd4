import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { groupsInWords, hardeningOf, keptByCleanLoss, plainFields } from '../../../shared/training/hardening';
import { settingName, settingText } from '../../../shared/planning/setting-text';
import type { TrainingChoice } from '../../../shared/training/training';
import { methodOf } from '../../../shared/training/training-method';
import { Facts } from '../../ui/Facts';

/** How a model was trained, what hardened it included. */
export function TrainingFacts({ training }: { readonly training: TrainingChoice }): ReactNode {
  const isHardened = hardeningOf(training).length > 0;
  return (
    <>
      <Facts
        rows={[
          ...Object.entries(plainFields(training)).map(
            ([name, value]) => [settingName(name), settingText(value, name)] as const,
          ),
          ...methodOf(training),
          ...groupsInWords(training),
        ]}
      />
      {!isHardened ? null : (
        <Text size="xs" c="dimmed" maw="60ch">
          {keptByCleanLoss}
        </Text>
      )}
    </>
  );
}
