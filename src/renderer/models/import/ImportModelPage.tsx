import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { hrefTo } from '../../address/route';
import { useRequest } from '../../lab/use-request';
import { NoDatasets } from '../../missing/NoDatasets';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { PageHeader } from '../../ui/PageHeader';
import { ImportModelForm } from './ImportModelForm';

const words = texts.modelImport;

export interface ImportModelPageProps {
  /** Path of the model, looked at at once; null: none is given yet. */
  readonly path: string | null;
  /** What the host keeps it by, where it was brought to the lab to be imported; null: it lies where it is. */
  readonly drop: string | null;
  /** Name of a data set to begin with; null: the first. */
  readonly dataset: string | null;
}

/** Brings a model that was made elsewhere. */
export function ImportModelPage({ path, drop, dataset }: ImportModelPageProps): ReactNode {
  const datasets = useRequest('data.list', {});
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        trail={<Anchor href={hrefTo('models')}>{texts.app.pages.models}</Anchor>}
      />
      <Loaded request={datasets} words={words.readingData}>
        {(all) => {
          // Most models tell classes apart.
          const first = all.find(({ target }) => target === undefined) ?? all[0];
          return all.length === 0 ? (
            <NoDatasets words={words.noData} onPrepared={datasets.refresh} />
          ) : (
            <ImportModelForm
              key={path}
              datasets={all}
              path={path}
              drop={drop}
              dataset={all.find(({ name }) => name === dataset)?.name ?? first.name}
            />
          );
        }}
      </Loaded>
    </>
  );
}
