import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { DatasetPage } from './DatasetPage';
import { DatasetsPage } from './DatasetsPage';

/** `#/datasets` lists the data sets of the lab (`?path=FOLDER`: and looks at that one), `#/datasets/NAME` shows one. */
function Datasets({ route }: PageProps): ReactNode {
  const name = route.path.at(0);
  if (name === undefined) {
    const { path = null, drop = null } = route.query as Partial<typeof route.query>;
    return <DatasetsPage given={path === null ? null : { path, drop }} />;
  }
  return <DatasetPage key={name} name={name} />;
}

export const page: Page = { Component: Datasets };
