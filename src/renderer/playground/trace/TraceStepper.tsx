import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, decimal } from '../../../analysis/format';
import type { Region } from '../../../shared/data/modality';
import type { Prediction } from '../../../shared/records/record';
import type { AttackTrace, TraceStep } from '../../../shared/attacks/attack-trace';
import { saidName } from '../../../shared/data/target';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { ProbabilityBars } from '../../ui/sample/ProbabilityBars';
import { SampleView } from '../../ui/sample/SampleView';
import { removedWords } from '../kind-words';
import { StepPlayer } from './StepPlayer';
import { useSteps } from './use-steps';

const words = texts.playground.trace;

export interface TraceStepperProps {
  readonly trace: AttackTrace;
  readonly onTake: (regions: readonly Region[]) => void;
}

/** What the attack found, and every query on the way there. */
export function TraceStepper({ trace, onTake }: TraceStepperProps): ReactNode {
  const { steps, sample } = trace;
  const place = useSteps(steps.length);
  const step = steps[place.index];
  return (
    <Stack gap="sm">
      <Outcome trace={trace} />
      {steps.length === 1 ? null : (
        <>
          <StepPlayer steps={place} count={steps.length} shown={placeOf(place.index, steps.length - 1)} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <Stack gap={6}>
              <Title order={3}>{words.stages[step.stage]}</Title>
              <Text size="sm" c="dimmed">
                {effectOf(step)}
              </Text>
              <SampleView sample={sample} removed={step.regions} size={220} />
            </Stack>
            <Stack gap="sm">
              <ProbabilityBars
                data={trace}
                label={sample.label}
                value={sample.value}
                before={steps[0].prediction}
                after={step.stage === 'clean' ? null : step.prediction}
              />
              {step.regions.length === 0 ? null : (
                <Group gap="xs">
                  <Button
                    variant="default"
                    onClick={() => {
                      onTake(step.regions);
                    }}
                  >
                    {words.take}
                  </Button>
                  <Text size="xs" c="dimmed">
                    {words.takeHint}
                  </Text>
                </Group>
              )}
            </Stack>
          </SimpleGrid>
        </>
      )}
    </Stack>
  );
}

/** Of the queries; the untouched sample comes before them. */
function placeOf(index: number, queries: number): string {
  const { steps } = texts.playground;
  return index === 0 ? steps.untouched : steps.stepOf(decimal(index), decimal(queries));
}

function effectOf({ stage, hit }: TraceStep): string {
  switch (stage) {
    case 'clean':
      return '';
    case 'search':
      return hit ? words.candidate : words.noCandidate;
    case 'combination':
      return hit ? words.flips : words.noFlip;
    default:
      return stage satisfies never;
  }
}

function Outcome({ trace }: { readonly trace: AttackTrace }): ReactNode {
  const { steps, found, sample } = trace;
  if (found === null) {
    const isWrong = steps[0].prediction.predicted !== sample.label;
    return (
      <Text size="sm" role="status">
        {isWrong ? words.alreadyWrong : words.notFound(countOf(steps.length - 1, 'query', 'queries'))}
      </Text>
    );
  }
  const { share, attacked, decidable } = found;
  const name = (said: Prediction): string => shownText(saidName(trace, said));
  const parts = removedWords(sample.values, share.removed);
  return (
    <div role="status">
      <Text fw={600}>{words.found(parts, name(steps[0].prediction), name(attacked))}</Text>
      <Text size="xs" c="dimmed" maw="80ch">
        {words.bound} {decidable === null ? '' : decidable ? words.decidable : words.undecidable}
      </Text>
    </div>
  );
}
