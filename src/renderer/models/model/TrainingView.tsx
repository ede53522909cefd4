import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { fromWire, type LabError } from '../../../shared/errors';
import type { CurvePoint } from '../../../shared/training/training-progress';
import { shownText } from '../../../shared/text/shown-text';
import { hrefToWork } from '../../address/route';
import { useNotification } from '../../lab/use-notification';
import { useRequest } from '../../lab/use-request';
import { QueueControls } from '../../queue/QueueControls';
import { StageProgress } from '../../queue/StageProgress';
import { useQueueActions } from '../../queue/use-queue-actions';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { RecipeDiagram } from '../RecipeDiagram';
import { useResumeTraining } from '../use-resume-training';
import type { Training } from '../use-trainings';
import { LearningCurves } from './LearningCurves';

const words = texts.models.training;

/** A model that is not trained to its end: how far it is, how it learns, and what can be done about it. */
export function TrainingView({ training }: { readonly training: Training }): ReactNode {
  const { model, title, unfinished, item, study } = training;
  const actions = useQueueActions();
  const resume = useResumeTraining();
  const curve = useCurve(model, unfinished?.curve ?? []);
  const failure = useFailure(model);
  const spec = unfinished?.spec ?? null;
  const { value: manifest } = useRequest('data.show', { dataset: spec?.dataset ?? '' }, { enabled: spec !== null });
  const error = actions.error ?? resume.error ?? (item === null ? failure : null);
  const state = item?.state ?? (study !== null ? 'study' : unfinished?.checkpoint === true ? 'stopped' : 'restart');
  return (
    <Stack gap="md">
      {error === null ? null : <ErrorNotice error={error} />}
      <Paper component="section" aria-labelledby="training-state">
        <Group justify="space-between">
          <Title order={2} id="training-state">
            {words.state}
          </Title>
          <Group gap="xs">
            {item === null ? null : <QueueControls item={item} actions={actions} />}
            {item === null && study === null && spec !== null ? (
              <Button
                loading={resume.busy?.[0] === model}
                leftSection={<IconPlayerPlay size={15} aria-hidden />}
                onClick={() => {
                  resume.start(model, spec);
                }}
              >
                {texts.models.resume}
              </Button>
            ) : null}
          </Group>
        </Group>
        <Text size="sm" role="status" maw="80ch">
          {words.states[state]}
          {study === null ? null : (
            <>
              {' '}
              <Anchor href={hrefToWork(study)}>{shownText(study.title)}</Anchor>
            </>
          )}
        </Text>
        {item?.state === 'working' ? <StageProgress title={shownText(title)} progress={item.progress} /> : null}
      </Paper>
      {spec === null || manifest === null ? null : <Diagram spec={spec} manifest={manifest} />}
      {curve.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.noCurve}
        </Text>
      ) : (
        <LearningCurves curve={curve} bestEpoch={null} target={manifest?.target} recipe={spec?.recipe ?? null} />
      )}
    </Stack>
  );
}

interface DiagramProps {
  readonly spec: NonNullable<Training['unfinished']>['spec'];
  readonly manifest: DatasetManifest;
}

function Diagram({ spec, manifest }: DiagramProps): ReactNode {
  return (
    <Paper>
      <RecipeDiagram
        {...spec.recipe}
        modalities={manifest.modalities}
        classes={manifest.classes}
        target={manifest.target}
      />
    </Paper>
  );
}

/** The curve as it grows; what the engine knew when it was asked until the next epoch ends. */
function useCurve(id: string, asked: readonly CurvePoint[]): readonly CurvePoint[] {
  const [told, setTold] = useState<readonly CurvePoint[]>([]);
  useNotification('models.progress', ({ model, curve }) => {
    if (model === id) setTold(curve);
  });
  return told.length >= asked.length ? told : asked;
}

/** Why its training ended without a model, as long as the page is open. */
function useFailure(id: string): LabError | null {
  const [failure, setFailure] = useState<LabError | null>(null);
  useNotification('workEnded', ({ item, error }) => {
    if (item.model === id) setFailure(error === null ? null : fromWire(error));
  });
  return failure;
}
