import type { ComponentType } from 'react';
import type { PageId } from '../../shared/window/pages';
import type { Route } from './route';

/**
 * What a page's module exports as `page`. The component is shown for every route that begins with the page's id; it
 * renders one `PageHeader` (the heading that gets the focus, and the title of the document), and offers its commands with
 * `useCommand`.
 */
export interface Page {
  readonly Component: ComponentType<PageProps>;
}

export interface PageProps {
  readonly route: Route;
}

/** What the frame knows of a page before its module is loaded. */
export interface PageEntry {
  readonly id: PageId;
  readonly title: string;
  readonly Icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  readonly load: () => Promise<{ readonly page: Page }>;
}
