import { Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { factsOf } from '../../../shared/attacks/attack';
import type { AttackCell } from '../../../shared/plan/plan';
import type { PictureView, SampleView as Sample } from '../../../shared/samples/sample-view';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { changedView, differenceOfChange } from '../../ui/sample/difference';
import { SampleView } from '../../ui/sample/SampleView';
import { UnseenChange } from '../../ui/sample/UnseenChange';
import { Differences } from './Differences';

const words = texts.results.samples;

export interface AttackedAgainProps {
  readonly sample: Sample;
  readonly cell: AttackCell;
  /** Longer side of a picture, in CSS pixels. */
  readonly size: number;
}

/** What a gradient attack makes of a sample: the engine attacks it again when it is looked at. */
export function AttackedAgain({ sample, cell, size }: AttackedAgainProps): ReactNode {
  const { model, attack, budgetIndex: budget, seed } = cell;
  const change = useRequest('attack.change', { model, sample: sample.id, attack, budget, seed });
  const pictures = change.value?.pictures;
  const shown = useMemo(() => {
    const changed = Object.entries(pictures ?? {}).map(([modality, picture]) => {
      const before = sample.values[modality] as PictureView;
      return {
        modality,
        kind: before.kind,
        difference: differenceOfChange(picture),
        view: changedView(before, picture),
      };
    });
    const views = Object.fromEntries(changed.map(({ modality, view }) => [modality, view]));
    return { changed, attacked: { values: { ...sample.values, ...views } } };
  }, [sample, pictures]);
  return (
    <>
      <Stack gap={6}>
        <Title order={3}>{words.attacked}</Title>
        <Loaded request={change} words={words.attackingAgain}>
          {() => (
            <>
              {shown.changed.length === 0 ? null : (
                <>
                  <SampleView sample={shown.attacked} before={sample} size={size} />
                  <Text size="xs" c="dimmed" maw="40ch">
                    {words.again}
                  </Text>
                </>
              )}
              <UnseenChange
                sample={sample}
                attacked={factsOf(attack).modalities(attack, budget)}
                drawn={shown.changed.map(({ modality }) => modality)}
              />
            </>
          )}
        </Loaded>
      </Stack>
      <Differences differences={shown.changed} size={size} />
    </>
  );
}
