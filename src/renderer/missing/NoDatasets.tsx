import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { shippedDatasets } from '../../shared/data/dataset';
import { hrefTo } from '../address/route';
import { EmptyState } from '../ui/EmptyState';
import { PrepareDatasets } from './PrepareDatasets';

export interface NoDatasetsProps {
  readonly words: { readonly title: string; readonly text: string; readonly open: string };
  readonly onPrepared: () => void;
}

/** Where data are needed and there are none: they are prepared, or one's own imported. */
export function NoDatasets({ words: { title, text, open }, onPrepared }: NoDatasetsProps): ReactNode {
  return (
    <EmptyState
      title={title}
      text={text}
      actions={
        <>
          <PrepareDatasets names={shippedDatasets} onPrepared={onPrepared} />
          <Button variant="subtle" component="a" href={hrefTo('datasets')}>
            {open}
          </Button>
        </>
      }
    />
  );
}
