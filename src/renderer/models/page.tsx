import type { ReactNode } from 'react';
import type { Page, PageProps } from '../app/page';
import { ModelPage } from './model/ModelPage';
import { ModelsPage } from './ModelsPage';
import { NewModelPage } from './recipe/NewModelPage';

/** `#/models` lists all models, `#/models/new` makes one (`?like=ID&alone=MODALITY`: its baseline), `#/models/ID` shows one, trained or in training. */
function Models({ route: { path, query } }: PageProps): ReactNode {
  const model = path.at(0);
  if (model === undefined) return <ModelsPage />;
  if (model === 'new') {
    const { like = null, alone = null, dataset = null } = query as Partial<typeof query>;
    return <NewModelPage like={like} alone={alone} dataset={dataset} />;
  }
  return <ModelPage key={model} id={model} />;
}

export const page: Page = { Component: Models };
