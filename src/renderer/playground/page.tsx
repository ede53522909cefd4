import { Button, Select, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { distinctTitles } from '../../analysis/distinct-titles';
import type { Page, PageProps } from '../address/page';
import { hrefTo, hrefToWork, setQuery } from '../address/route';
import type { ModelDescription } from '../../shared/models/model-description';
import { labelsPixels } from '../../shared/recipe/recipe-task';
import { withName } from '../../shared/models/model-name';
import { shownText } from '../../shared/text/shown-text';
import { useQueue } from '../lab/queue';
import { useShownModelNames } from '../lab/model-names';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { shippedDatasets } from '../../shared/data/dataset';
import { useDataProgress } from '../missing/use-preparing';
import { useLab } from '../lab/connection';
import { firstModel } from '../missing/first-model';
import { TrainHere } from '../missing/TrainHere';
import { StageProgress } from '../queue/StageProgress';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { useChoices } from '../workspace/use-choices';
import { useJoinProject } from '../workspace/use-project';
import { SamplePicker } from './SamplePicker';

const words = texts.playground;

/** Takes parts of one sample away by hand; `#/playground?model=ID&sample=ID`. */
function Playground({ route }: PageProps): ReactNode {
  const query = useChoices('playground', route.query);
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  const names = useShownModelNames();
  const coming = useQueue()?.items.find(({ state, trains }) => state !== 'paused' && trains.length > 0) ?? null;
  return (
    <>
      <PageHeader title={texts.app.pages.playground} lead={words.lead} />
      {query === null ? (
        <Pending words={texts.ui.readingChoices} />
      ) : (
        <Loaded request={models} words={words.reading}>
          {(list) => {
            if (list.length === 0 && coming !== null) {
              return (
                <EmptyState
                  {...words.coming}
                  actions={
                    <Stack gap="xs" w={420} maw="100%">
                      {coming.state === 'working' ? (
                        <StageProgress title={shownText(coming.title)} progress={coming.progress} />
                      ) : null}
                      <Button component="a" href={hrefToWork(coming)}>
                        {words.coming.open}
                      </Button>
                    </Stack>
                  }
                />
              );
            }
            if (list.length === 0) {
              return (
                <EmptyState
                  {...words.none}
                  actions={
                    <>
                      <TrainFirst />
                      <Button variant="default" component="a" href={hrefTo('models', ['new'])}>
                        {words.none.open}
                      </Button>
                    </>
                  }
                />
              );
            }
            const model = list.find(({ id }) => id === query.model) ?? firstShown(list);
            const titles = distinctTitles(list);
            return (
              <Stack gap="md" pb="xl">
                <Select
                  label={words.model}
                  maw={520}
                  searchable
                  allowDeselect={false}
                  value={model.id}
                  data={list.map(({ id, title, spec }) => ({
                    value: id,
                    label: shownText(`${withName(titles.get(id) ?? title, names.get(id))} · ${spec.dataset}`),
                  }))}
                  onChange={(id) => {
                    const other = list.find((one) => one.id === id);
                    const staysOnData = other?.spec.dataset === model.spec.dataset;
                    setQuery({ model: id, ...(staysOnData ? {} : { sample: null }) });
                  }}
                />
                {labelsPixels(model.spec.recipe) ? (
                  <EmptyState
                    {...words.ofPixels}
                    actions={
                      <Button component="a" href={hrefTo('runs')}>
                        {words.ofPixels.open}
                      </Button>
                    }
                  />
                ) : (
                  <SamplePicker
                    key={model.spec.dataset}
                    model={model}
                    wanted={'sample' in query ? query.sample : null}
                  />
                )}
              </Stack>
            );
          }}
        </Loaded>
      )}
    </>
  );
}

/** What a baseline says of half the input, or a model that has learnt nothing, is no good first sight. */
function firstShown(list: readonly ModelDescription[]): ModelDescription {
  const played = list.filter(({ spec }) => !labelsPixels(spec.recipe));
  const models = played.length === 0 ? list : played;
  const fused = models.filter(({ spec }) => Object.keys(spec.recipe.encoders).length > 1);
  const accuracy = ({ test }: ModelDescription): number => test.correct / test.count;
  return (fused.length === 0 ? models : fused).reduce((best, own) => (accuracy(own) > accuracy(best) ? own : best));
}

/** Trains the lab's first model on the spot; where no data are there, those that ship are prepared first. */
function TrainFirst(): ReactNode {
  const lab = useLab();
  const join = useJoinProject();
  const [dataset] = shippedDatasets;
  const preparing = useDataProgress(dataset);
  return (
    <Stack gap="xs" align="center">
      <TrainHere
        label={words.none.train}
        specOf={async () => {
          const spec = await firstModel(lab);
          await join('dataset', spec.dataset);
          return spec;
        }}
      />
      {preparing === null ? null : <Pending words={words.none.preparing(dataset)} progress={preparing} />}
    </Stack>
  );
}

export const page: Page = { Component: Playground };
