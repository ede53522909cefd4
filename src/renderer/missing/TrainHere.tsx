import { Anchor, Button, Group, Stack, Text, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { fromWire, type LabError } from '../../shared/errors';
import type { ModelSpec } from '../../shared/models/model-spec';
import { hrefTo } from '../address/route';
import { useLab } from '../lab/connection';
import { useQueue } from '../lab/queue';
import { useAction } from '../lab/use-action';
import { useNotification } from '../lab/use-notification';
import { StageProgress } from '../queue/StageProgress';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useJoinProject } from '../workspace/use-project';

const words = texts.models.here;

export interface TrainHereProps extends Pick<ButtonProps, 'variant' | 'size'> {
  /** Words of its button. */
  readonly label: string;
  /** What is to be trained; called once it is wished for, and may prepare the data first. */
  readonly specOf: () => ModelSpec | Promise<ModelSpec>;
}

/** Trains a model without leaving the page: a button, then how far it is. Whoever shows it sees the trained model itself. */
export function TrainHere({ label, specOf, ...button }: TrainHereProps): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const [model, setModel] = useState<string | null>(null);
  const [failure, setFailure] = useState<LabError | null>(null);
  const item = useQueue()?.items.find((one) => model !== null && one.trains.includes(model)) ?? null;
  const train = useAction(async () => {
    setFailure(null);
    const queued = await lab.request('models.enqueue', { spec: await specOf() });
    setModel(queued.model);
    await join('model', queued.model);
  });
  useNotification('workEnded', (end) => {
    if (end.item.model !== null && end.item.model === model && end.error !== null) setFailure(fromWire(end.error));
  });
  const error = train.error ?? failure;
  return (
    <Stack gap={4}>
      {item === null ? (
        <Group gap="xs">
          <Button
            {...button}
            loading={train.busy !== null}
            onClick={() => {
              train.start();
            }}
          >
            {label}
          </Button>
        </Group>
      ) : (
        <>
          <Text size="sm" role="status">
            {words.states[item.state]}{' '}
            <Anchor inherit href={hrefTo('models', model === null ? [] : [model])}>
              {words.open}
            </Anchor>
          </Text>
          {item.state === 'working' ? <StageProgress title={label} progress={item.progress} /> : null}
        </>
      )}
      {error === null ? null : <ErrorNotice error={error} />}
    </Stack>
  );
}
