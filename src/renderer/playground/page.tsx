import { Button, Select, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { distinctTitles } from '../../analysis/distinct-titles';
import type { Page, PageProps } from '../app/page';
import { hrefTo, hrefToWork, setQuery } from '../app/route';
import { withName } from '../../shared/model-name';
import { visibleText } from '../../shared/visible-text';
import { useQueue } from '../lab/queue';
import { useModelNames } from '../lab/model-names';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { useChoices } from '../workspace/use-choices';
import { SamplePicker } from './SamplePicker';

const words = texts.playground;

/** Takes parts of one sample away by hand; `#/playground?model=ID&sample=ID`. */
function Playground({ route }: PageProps): ReactNode {
  const query = useChoices('playground', route.query);
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  const names = useModelNames();
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
                    <Button component="a" href={hrefToWork(coming)}>
                      {words.coming.open}
                    </Button>
                  }
                />
              );
            }
            if (list.length === 0) {
              return (
                <EmptyState
                  {...words.none}
                  actions={
                    <Button component="a" href={hrefTo('models', ['new'])}>
                      {words.none.open}
                    </Button>
                  }
                />
              );
            }
            // What a baseline says of half the input is no good first sight.
            const isFused = ({ spec }: (typeof list)[number]): boolean => Object.keys(spec.recipe.encoders).length > 1;
            const model = list.find(({ id }) => id === query.model) ?? list.find(isFused) ?? list[0];
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
                    label: visibleText(`${withName(titles.get(id) ?? title, names.get(id))} · ${spec.dataset}`),
                  }))}
                  onChange={(id) => {
                    const other = list.find((one) => one.id === id);
                    const staysOnData = other?.spec.dataset === model.spec.dataset;
                    setQuery({ model: id, ...(staysOnData ? {} : { sample: null }) });
                  }}
                />
                <SamplePicker key={model.spec.dataset} model={model} wanted={'sample' in query ? query.sample : null} />
              </Stack>
            );
          }}
        </Loaded>
      )}
    </>
  );
}

export const page: Page = { Component: Playground };
