import { Anchor, Grid, Group, Stack, Tabs } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { lazy, Suspense, type ReactNode } from 'react';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import type { QueueItem, QueueState } from '../../../shared/runs/queue';
import { isLive, type RunState } from '../../../shared/runs/run';
import { shownText } from '../../../shared/text/shown-text';
import { hrefTo, setQuery, useRoute } from '../../address/route';
import { useLabState } from '../../lab/lab-state';
import { useQueue } from '../../lab/queue';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Loaded } from '../../ui/Loaded';
import { PageHeader } from '../../ui/PageHeader';
import { Pending } from '../../ui/Pending';
import { useQueueActions, useQueueCommands } from '../../queue/use-queue-actions';
import { CellGrid } from './CellGrid';
import { RunActions } from './RunActions';
import { RunFacts } from './RunFacts';
import { RunLog } from './RunLog';
import { RunMarks } from './RunMarks';
import { RunProgress } from './RunProgress';
import { SoFar } from './SoFar';
import { stateNow } from './state-now';
import { TrainingCurves } from './TrainingCurves';
import { useRecorded } from './use-recorded';
import { useRunLog } from './use-run-log';

const words = texts.run;
type Shown = LabResult<'runs.show'>;

/** Loaded when it is first opened: it brings the whole analysis and the charts along. */
const ResultsTab = lazy(async () => ({ default: (await import('../../results/ResultsTab')).ResultsTab }));

/** One run: how far it is, and what can be done about it. */
export function RunPage({ run }: { readonly run: string }): ReactNode {
  const shown = useRequest('runs.show', { run }, { refreshOn: ['workEnded', 'modelTrained'] });
  const queue = useQueue();
  const item = queue?.items.find((each) => each.run === (shown.value?.summary.id ?? run)) ?? null;
  useRefreshOnSteps(item, shown.refresh);
  const trail = <Anchor href={hrefTo('runs')}>{texts.app.pages.runs}</Anchor>;
  if (shown.value === null) {
    return (
      <>
        <PageHeader title={texts.runs.title} trail={trail} />
        <Loaded request={shown} words={words.reading}>
          {() => null}
        </Loaded>
      </>
    );
  }
  return (
    <>
      {shown.error === null ? null : <ErrorNotice error={shown.error} onRetry={shown.refresh} />}
      <Live shown={shown.value} queue={queue} item={item} trail={trail} onChanged={shown.refresh} />
    </>
  );
}

interface LiveProps {
  readonly shown: Shown;
  readonly queue: QueueState | null;
  readonly item: QueueItem | null;
  readonly trail: ReactNode;
  readonly onChanged: () => void;
}

function Live({ shown, queue, item, trail, onChanged }: LiveProps): ReactNode {
  const { summary, description, events, dataset } = shown;
  const engine = useLabState().kind;
  const actions = useQueueActions();
  useQueueCommands(queue, actions, summary.id);
  const state: RunState = stateNow(summary.state, item, engine);
  const recorded = useRecorded(summary.id, state === 'running');
  const log = useRunLog(summary.id, state === 'running');
  const chosen = useRoute().query.tab;
  // What a finished run is opened for are its results.
  const tab = chosen === 'live' || chosen === 'results' ? chosen : state === 'finished' ? 'results' : 'live';
  return (
    <>
      <PageHeader
        title={shownText(summary.name)}
        trail={trail}
        actions={<RunActions shown={shown} state={state} item={item} actions={actions} onChanged={onChanged} />}
      />
      {actions.error === null ? null : <ErrorNotice error={actions.error} />}
      <Tabs
        value={tab}
        onChange={(value) => {
          setQuery({ tab: value, part: null });
        }}
        keepMounted={false}
      >
        <Group justify="space-between" align="flex-end" gap="sm" mb="md">
          <Tabs.List>
            <Tabs.Tab value="live">{words.tabs.live}</Tabs.Tab>
            <Tabs.Tab value="results">{words.tabs.results}</Tabs.Tab>
          </Tabs.List>
          <RunMarks run={summary.id} />
        </Group>
        <Tabs.Panel value="live">
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Stack gap="md">
                <RunProgress shown={shown} state={state} item={item} items={queue?.items ?? []} recorded={recorded} />
                <TrainingCurves description={description} training={item !== null && isTraining(shown, item)} />
                <CellGrid shown={shown} state={state} recorded={recorded} />
                {state === 'finished' ? null : <SoFar shown={shown} recorded={recorded} />}
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <Stack gap="md">
                <RunFacts description={description} dataset={dataset} />
                <RunLog events={events} log={log} interrupted={state === 'interrupted'} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Tabs.Panel>
        <Tabs.Panel value="results">
          <Suspense fallback={<Pending words={words.reading} />}>
            <ResultsTab run={summary.id} live={isLive(state)} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Reads the run again when its work takes a step that is written down: a model trained, a stage begun, a pause. */
function useRefreshOnSteps(item: QueueItem | null, refresh: () => void): void {
  const progress = item?.progress ?? null;
  const trained = progress?.stage === 'training' ? Math.floor(progress.done) : '';
  const step = item === null ? '' : `${item.state} ${progress?.stage ?? ''} ${String(trained)}`;
  useDidUpdate(refresh, [step]);
}

/** Between two trainings, and beside what is computed on models that are there already, the curves stay. */
function isTraining({ description, models }: Shown, { progress }: QueueItem): boolean {
  if (progress?.stage === 'training') return true;
  const trained = new Set(models.map(({ id }) => id));
  return description.expansion.cells.some((cell) => cell.kind === 'model' && !trained.has(cell.model));
}
