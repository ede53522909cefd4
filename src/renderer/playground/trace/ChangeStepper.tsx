import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal, listOf } from '../../../analysis/format';
import type { AttackPoint, AttackSteps } from '../../../shared/attacks/change';
import type { PictureView, SampleView as Sample } from '../../../shared/samples/sample-view';
import { saidName, type Answered } from '../../../shared/data/target';
import { shownText } from '../../../shared/text/shown-text';
import { Chart } from '../../charts/Chart';
import { texts } from '../../texts/catalogue';
import { changedView, differenceOfChange } from '../../ui/sample/difference';
import { DifferenceImage } from '../../ui/sample/DifferenceImage';
import { ProbabilityBars } from '../../ui/sample/ProbabilityBars';
import { SampleView } from '../../ui/sample/SampleView';
import { UnseenChange } from '../../ui/sample/UnseenChange';
import { stepChart } from './step-chart';
import { stepOf } from './step-number';
import { StepPlayer } from './StepPlayer';
import { useSteps } from './use-steps';

const words = texts.playground.change;
/** Longer side of a picture, in CSS pixels. */
const size = 200;

export interface ChangeStepperProps {
  readonly steps: AttackSteps;
  readonly sample: Sample;
  readonly data: Answered;
  /** `PGD-20 l∞`. */
  readonly attack: string;
  /** `l∞`. */
  readonly norm: string;
}

/** What a gradient attack made of a sample, and every point on the way there. */
export function ChangeStepper({ steps, sample, data, attack, norm }: ChangeStepperProps): ReactNode {
  const shown = useMemo(() => [...steps.points, steps.result], [steps]);
  const place = useSteps(shown.length);
  const point = shown[place.index];
  const chart = useMemo(
    () => (steps.points.length === 1 ? null : stepChart(steps, data, sample.label)),
    [steps, data, sample],
  );
  return (
    <Stack gap="sm">
      <Outcome steps={steps} data={data} attack={attack} />
      <StepPlayer steps={place} count={shown.length} shown={placeOf(steps, place.index)} />
      <div>
        <Title order={3}>{titleOf(steps, place.index)}</Title>
        <Text size="sm" c="dimmed">
          {listOf(
            Object.entries(point.norms).map(([modality, value]) =>
              words.changed(shownText(modality), decimal(value), norm),
            ),
          )}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Pictures point={point} sample={sample} />
        <ProbabilityBars
          data={data}
          label={sample.label}
          value={sample.value}
          before={steps.clean}
          after={point.prediction}
        />
      </SimpleGrid>
      {chart === null ? null : <Chart chart={chart} />}
    </Stack>
  );
}

/** In a word, beside the buttons. */
function placeOf(steps: AttackSteps, index: number): string {
  const { start, result, stepOf: numbered } = texts.playground.steps;
  if (index === steps.points.length) return result;
  const step = stepOf(steps, index);
  return step === 0 ? start : numbered(decimal(step), decimal(steps.taken - 1));
}

function titleOf(steps: AttackSteps, index: number): string {
  if (index === steps.points.length) return words.result;
  const step = stepOf(steps, index);
  return step === 0 ? words.start : words.after(decimal(step), decimal(steps.taken - 1));
}

/** The sample as it is at a point, and what was changed in its pictures. */
function Pictures({
  point: { norms, pictures },
  sample,
}: {
  readonly point: AttackPoint;
  readonly sample: Sample;
}): ReactNode {
  const changed = Object.entries(pictures);
  const views = Object.fromEntries(
    changed.map(([modality, picture]) => [modality, changedView(sample.values[modality] as PictureView, picture)]),
  );
  if (changed.length === 0) {
    return (
      <Stack gap={6}>
        <SampleView sample={sample} size={size} />
        <UnseenChange sample={sample} attacked={Object.keys(norms)} drawn={[]} />
      </Stack>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <Stack gap={6}>
        <SampleView sample={{ values: { ...sample.values, ...views } }} before={sample} size={size} />
        <UnseenChange sample={sample} attacked={Object.keys(norms)} drawn={Object.keys(pictures)} />
      </Stack>
      <div>
        {changed.map(([modality, picture]) => (
          <DifferenceImage
            key={modality}
            modality={modality}
            kind={(sample.values[modality] as PictureView).kind}
            difference={differenceOfChange(picture)}
            size={size}
          />
        ))}
      </div>
    </SimpleGrid>
  );
}

function Outcome({ steps, data, attack }: Pick<ChangeStepperProps, 'steps' | 'data' | 'attack'>): ReactNode {
  const { clean, result } = steps;
  const flips = clean.predicted !== result.prediction.predicted;
  const from = shownText(saidName(data, clean));
  const to = shownText(saidName(data, result.prediction));
  return (
    <div role="status">
      <Text fw={600}>
        {flips
          ? words.flips(attack, from, to)
          : from === to
            ? words.holds(attack, from)
            : words.stillRight(attack, from, to)}
      </Text>
      <Text size="xs" c="dimmed" maw="80ch">
        {flips ? words.budget : words.bound}
      </Text>
    </div>
  );
}
