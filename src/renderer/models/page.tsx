import { useEffect, type ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { setQuery } from '../address/route';
import { ImportModelPage } from './import/ImportModelPage';
import { ModelPage } from './model/ModelPage';
import { ModelsPage } from './ModelsPage';
import { NewModelPage } from './recipe/NewModelPage';

/**
 * `#/models` lists all models, `#/models/new` makes one (`?like=ID&alone=MODALITY`: its baseline; `?draft=ID`: one that
 * was begun), `#/models/import` brings one that was made elsewhere (`?path=FILE`: that one), `#/models/ID` shows one, trained
 * or in training.
 */
function Models({ route: { path, query } }: PageProps): ReactNode {
  const model = path.at(0);
  if (model === undefined) return <ModelsPage />;
  if (model === 'new') {
    const { draft, like = null, alone = null, dataset = null } = query as Partial<typeof query>;
    if (draft === undefined) return <NewDraft />;
    return <NewModelPage key={draft} draft={draft} like={like} alone={alone} dataset={dataset} />;
  }
  if (model === 'import') {
    const { path: file = null, drop = null, dataset = null } = query as Partial<typeof query>;
    return <ImportModelPage path={file} drop={drop} dataset={dataset} />;
  }
  return <ModelPage key={model} id={model} />;
}

/** Gives the model that is begun an id, by which a reloaded window finds what was typed. */
function NewDraft(): null {
  useEffect(() => {
    setQuery({ draft: crypto.randomUUID() });
  }, []);
  return null;
}

export const page: Page = { Component: Models };
