import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { DraftPage } from './DraftPage';
import { StudiesPage } from './StudiesPage';

/** `#/studies` offers presets and drafts, `#/studies/DRAFT` is the builder. */
function Studies({ route }: PageProps): ReactNode {
  const draft = route.path.at(0);
  return draft === undefined ? <StudiesPage /> : <DraftPage key={draft} id={draft} />;
}

export const page: Page = { Component: Studies };
