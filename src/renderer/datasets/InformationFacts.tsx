import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ratio } from '../../analysis/format';
import type { LabBaseline } from '../../analysis/lab-baselines';
import { informationLabel } from '../../analysis/measures/information';
import { shownText } from '../../shared/text/shown-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Facts } from '../ui/Facts';
import { Pending } from '../ui/Pending';
import { informationOfScores } from './complementarity';

const words = texts.datasets.complementarity;

export interface InformationFactsProps {
  /** Id of the fused model. */
  readonly fused: string;
  /** All trained. */
  readonly baselines: readonly LabBaseline[];
}

/** The complementarity of two modalities in numbers; the engine has three models answer the test split for it. */
export function InformationFacts({ fused, baselines }: InformationFactsProps): ReactNode {
  const isTwo = baselines.length === 2;
  const whole = useRequest('models.score', { model: fused }, { enabled: isTwo });
  const one = useRequest('models.score', { model: baselines.at(0)?.model?.id ?? fused }, { enabled: isTwo });
  const other = useRequest('models.score', { model: baselines.at(1)?.model?.id ?? fused }, { enabled: isTwo });
  if (!isTwo) return <Text size="sm">{words.onlyTwo}</Text>;
  const failed = [whole, one, other].find(({ error }) => error !== null);
  if (failed?.error) return <ErrorNotice error={failed.error} onRetry={failed.refresh} />;
  if (whole.value === null || one.value === null || other.value === null) return <Pending words={words.measuring} />;
  const [first, second] = baselines;
  const information = informationOfScores(whole.value, {
    [first.modality]: one.value,
    [second.modality]: other.value,
  });
  if (information === null) return <Text size="sm">{words.nothing}</Text>;
  return (
    <div>
      <Facts
        rows={[
          [words.value, <b key="value">{ratio(information.complementarity)}</b>],
          [words.joint, words.bits(ratio(information.joint))],
          ...Object.entries(information.given).map(
            ([modality, bits]) => [words.adds(shownText(modality)), words.bits(ratio(bits))] as const,
          ),
        ]}
      />
      <Text size="xs" c="dimmed" maw="90ch">
        {words.meaning(informationLabel)}
      </Text>
    </div>
  );
}
