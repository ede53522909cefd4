import { Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import { degradationVersions, isNoise, stepsOf } from '../../../shared/degradations/degradation';
import type { DegradedCell } from '../../../shared/plan/plan';
import type { SampleView as Sample } from '../../../shared/samples/sample-view';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { SampleView } from '../../ui/sample/SampleView';
import { pictureDifferences } from './changed-pictures';
import { Differences } from './Differences';

const words = texts.results.samples;

export interface DegradedSampleProps {
  /** Of its values those that are shown. */
  readonly sample: Sample;
  /** Samples drawn together with it, so that going to the next does not wait. */
  readonly ids: readonly string[];
  readonly cell: DegradedCell;
  readonly input: AnalysisInput;
  /** Longer side of a picture, in CSS pixels. */
  readonly size: number;
}

/** A sample as the model saw it under noise or without an input: runs keep none, so that it is drawn as the run drew it. */
export function DegradedSample({ sample, ids, cell, input, size }: DegradedSampleProps): ReactNode {
  const { degradation, levelIndex, seed, version } = cell;
  // What stands in the place of a whole text has no word of it.
  const isWordByWord =
    isNoise(degradation) ||
    (degradation.name === 'corruption' && stepsOf(degradation)[levelIndex].kind !== 'drop-word');
  const isSame = version === degradationVersions[degradation.name];
  const views = useRequest(
    'data.degraded',
    { dataset: input.dataset.name, ids: [...ids], degradation, levelIndex, seed },
    { enabled: isSame },
  );
  const degraded = useMemo(() => {
    const found = views.value?.find(({ id }) => id === sample.id);
    if (found === undefined) return undefined;
    const shown = Object.entries(found.values).filter(([modality]) => modality in sample.values);
    return { ...found, values: Object.fromEntries(shown) };
  }, [views.value, sample]);
  const differences = useMemo(
    () => (degraded === undefined ? [] : pictureDifferences(sample, degraded)),
    [sample, degraded],
  );
  return (
    <>
      <Stack gap={6}>
        <Title order={3}>{words.degraded}</Title>
        {isSame ? (
          <Loaded request={views} words={words.drawing}>
            {() =>
              degraded === undefined ? (
                <Text size="sm">{words.missing}</Text>
              ) : (
                <>
                  <SampleView sample={degraded} {...(isWordByWord ? { before: sample } : {})} size={size} />
                  <Text size="xs" c="dimmed" maw="40ch">
                    {words.drawnAgain}
                  </Text>
                </>
              )
            }
          </Loaded>
        ) : (
          <Text size="sm" maw="40ch">
            {words.otherVersion}
          </Text>
        )}
      </Stack>
      <Differences differences={differences} size={size} />
    </>
  );
}
