import { Button, Stack } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { distinctTitles } from '../../analysis/distinct-titles';
import { withName } from '../../shared/models/model-name';
import type { ModelDescription } from '../../shared/models/model-description';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { useShownModelNames } from '../lab/model-names';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { DataTable } from '../ui/table/DataTable';
import { useIsMember } from '../workspace/use-project';
import { modelColumns } from './model-columns';
import { ModelDrafts } from './ModelDrafts';
import { UnfinishedTrainings } from './UnfinishedTrainings';

const words = texts.models;

/** The models of the project shown, and above them those that are not trained to their end. */
export function ModelsPage(): ReactNode {
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  return (
    <>
      <PageHeader title={texts.app.pages.models} lead={words.lead} actions={<Actions />} />
      <Stack gap="md">
        <UnfinishedTrainings />
        <ModelDrafts />
        <Loaded request={models} words={words.reading}>
          {(list) => <ModelTable models={list} />}
        </Loaded>
      </Stack>
    </>
  );
}

function Actions(): ReactNode {
  return (
    <>
      <Button
        variant="default"
        component="a"
        href={hrefTo('models', ['import'])}
        leftSection={<IconFileImport size={15} aria-hidden />}
      >
        {texts.modelImport.button}
      </Button>
      <Button component="a" href={hrefTo('models', ['new'])} leftSection={<IconPlus size={15} aria-hidden />}>
        {words.newModel}
      </Button>
    </>
  );
}

function ModelTable({ models }: { readonly models: readonly ModelDescription[] }): ReactNode {
  const isMember = useIsMember('model');
  const names = useShownModelNames();
  const rows = useMemo(() => {
    const titles = distinctTitles(models);
    return models
      .filter(({ id }) => isMember(id))
      .map((model) => ({ ...model, title: withName(titles.get(model.id) ?? model.title, names.get(model.id)) }));
  }, [models, names, isMember]);
  return (
    <DataTable
      id="models"
      title={words.title}
      rows={rows}
      columns={modelColumns}
      rowId={({ id }) => id}
      rowTitle={({ title }) => shownText(title)}
      href={({ id }) => hrefTo('models', [id])}
      initial={{ sort: { column: 'accuracy', descending: true } }}
      empty={
        models.length > 0 ? (
          <EmptyState {...words.noneInProject} />
        ) : (
          <EmptyState {...words.none} actions={<Actions />} />
        )
      }
    />
  );
}
