import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { DatasetPage } from './DatasetPage';
import { DatasetsPage } from './DatasetsPage';

/** `#/datasets` lists the data sets of the lab, `#/datasets/NAME` shows one. */
function Datasets({ route }: PageProps): ReactNode {
  const name = route.path.at(0);
  return name === undefined ? <DatasetsPage /> : <DatasetPage key={name} name={name} />;
}

export const page: Page = { Component: Datasets };
