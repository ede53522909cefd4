import type { ReactNode } from 'react';
import { isShipped } from '../../shared/data/dataset';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded, type LoadedProps } from '../ui/Loaded';
import { PrepareDatasets } from './PrepareDatasets';

const words = texts.datasets.missing;

export interface LoadedDatasetProps<Value> extends LoadedProps<Value> {
  /** Name of the data set that is asked about. */
  readonly dataset: string;
  /** It is in the lab now, after it was not; `request` is asked again anyhow. */
  readonly onPrepared?: () => void;
}

/** As `Loaded`; a data set that ships with the lab and is not in it can be prepared where it is missing. */
export function LoadedDataset<Value>({ dataset, onPrepared, ...loaded }: LoadedDatasetProps<Value>): ReactNode {
  const { value, error, refresh } = loaded.request;
  if (value !== null || error?.code !== 'not-found' || !isShipped(dataset)) return <Loaded {...loaded} />;
  return (
    <EmptyState
      title={words.title(dataset)}
      text={words.text}
      actions={
        <PrepareDatasets
          names={[dataset]}
          onPrepared={() => {
            refresh();
            onPrepared?.();
          }}
        />
      }
    />
  );
}
