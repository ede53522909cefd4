import { Stack, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { AnalysisInput } from '../../../analysis/input';
import { isUndecided } from '../../../shared/answer';
import { texts } from '../../texts/catalogue';
import type { Case } from './cases';
import type { ChangeCell } from './sample-change';
import { restsOf } from './settled';

const words = texts.results.samples.settled;

/** How a fusion that iterates came to rest on a sample, residual by step; nothing for other models. */
export function SettledFacts(props: {
  readonly record: Case;
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}): ReactNode {
  const { record, cell, input } = props;
  const rests = useMemo(() => restsOf(record, cell, input), [record, cell, input]);
  if (rests.length === 0) return null;
  return (
    <Stack gap={2}>
      {rests.map(({ when, settled, predicted }) => (
        <Stack gap={2} key={when}>
          <Text size="xs">
            {words[settled.solved ? 'solved' : 'unsolved'](words.when[when], decimal(settled.residuals.length))}
          </Text>
          <Text size="xs" c="dimmed">
            {words.residuals(settled.residuals.map((residual) => decimal(residual)).join(', '))}
          </Text>
          {isUndecided({ predicted }, settled) && (
            <Text size="xs">{words.undecided(input.dataset.classes[settled.doubled] ?? decimal(settled.doubled))}</Text>
          )}
        </Stack>
      ))}
    </Stack>
  );
}
