import type { ReactNode } from 'react';
import type { Page, PageProps } from '../app/page';
import { ModelPage } from './model/ModelPage';
import { ModelsPage } from './ModelsPage';
import { NewModelPage } from './recipe/NewModelPage';

/** `#/models` lists all models, `#/models/new` makes one, `#/models/ID` shows one, trained or in training. */
function Models({ route: { path, query } }: PageProps): ReactNode {
  const model = path.at(0);
  if (model === undefined) return <ModelsPage />;
  if (model === 'new')
    return (
      <NewModelPage like={'like' in query ? query.like : null} dataset={'dataset' in query ? query.dataset : null} />
    );
  return <ModelPage key={model} id={model} />;
}

export const page: Page = { Component: Models };
