import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueItem } from '../../shared/runs/queue';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo, hrefToWork } from '../address/route';
import { QueueControls } from '../queue/QueueControls';
import { StageProgress } from '../queue/StageProgress';
import { StudiesOfTraining } from '../queue/StudiesOfTraining';
import { useQueueActions, type QueueActions } from '../queue/use-queue-actions';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useResumeTraining } from './use-resume-training';
import { useTrainings, type Training } from './use-trainings';

const words = texts.models;

/** Trainings that run, wait, or were stopped; nothing where there are none. */
export function UnfinishedTrainings(): ReactNode {
  const { value: trainings, error, refresh } = useTrainings();
  const actions = useQueueActions();
  const resume = useResumeTraining();
  if (error !== null) return <ErrorNotice error={error} onRetry={refresh} />;
  if (trainings === null || trainings.length === 0) return null;
  const failed = actions.error ?? resume.error;
  return (
    <Paper component="section" aria-labelledby="unfinished">
      <Title order={2} id="unfinished" mb="xs">
        {words.unfinished.title}
      </Title>
      <Stack gap="sm">
        {trainings.map((training) => (
          <Line key={training.model} training={training} actions={actions} resume={resume} />
        ))}
        {failed === null ? null : <ErrorNotice error={failed} />}
      </Stack>
    </Paper>
  );
}

interface LineProps {
  readonly training: Training;
  readonly actions: QueueActions;
  readonly resume: ReturnType<typeof useResumeTraining>;
}

function Line({ training, actions, resume }: LineProps): ReactNode {
  const { model, title, unfinished, item, study } = training;
  const name = shownText(title);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Anchor href={hrefTo('models', [model])} size="sm" fw={600}>
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {study === null ? stateText(unfinished?.checkpoint ?? false, item) : <TrainedBy study={study} />}
          </Text>
          {study === null ? <StudiesOfTraining model={model} /> : null}
        </Group>
        <Group gap="xs">
          {item === null ? null : <QueueControls item={item} actions={actions} />}
          {item === null && study === null && unfinished !== null ? (
            <Button
              variant="default"
              loading={resume.busy?.[0] === model}
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              aria-label={words.resumeOf(name)}
              onClick={() => {
                resume.start(model, unfinished.spec);
              }}
            >
              {words.resume}
            </Button>
          ) : null}
        </Group>
      </Group>
      {item?.state === 'working' ? <StageProgress title={name} progress={item.progress} /> : null}
    </div>
  );
}

/** `trained by Sample study`, with a way there. */
function TrainedBy({ study }: { readonly study: QueueItem }): ReactNode {
  return (
    <>
      {words.unfinished.trainedBy}{' '}
      <Anchor href={hrefToWork(study)} size="xs" underline="always">
        {shownText(study.title)}
      </Anchor>
    </>
  );
}

function stateText(checkpoint: boolean, item: Training['item']): string {
  if (item !== null) return words.unfinished[item.state];
  return checkpoint ? words.unfinished.resumable : words.unfinished.restart;
}
