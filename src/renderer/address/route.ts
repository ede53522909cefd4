import { useSyncExternalStore } from 'react';
import { pageIds, type PageId } from '../../shared/window/pages';
import type { QueueItem } from '../../shared/runs/queue';

/** Where the window is: `#/runs/ID?tab=curves` is page `runs`, path `['ID']`, query `{ tab: 'curves' }`. */
export interface Route {
  readonly page: PageId;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** What the hash names, where no page is called so; the page is the start then. */
  readonly missing?: string;
}

/** A hash that names nothing leads to the start. */
export function parseRoute(hash: string): Route {
  const [place, search = ''] = hash.replace(/^#?\/?/u, '').split('?', 2);
  const [first, ...path] = place.split('/').map(decoded);
  const page = pageIds.find((id) => id === first);
  if (page === undefined) return { page: 'start', path: [], query: {}, ...(first === '' ? {} : { missing: first }) };
  return {
    page,
    path: path.filter((part) => part !== ''),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The hash of a route, for `href`: `hrefTo('runs', [id], { tab: 'curves' })`. */
export function hrefTo(
  page: PageId,
  path: readonly string[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `#/${[page, ...path].map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/** Where a piece of work is shown: its run, or the model that is trained. */
export function hrefToWork({ run, model }: Pick<QueueItem, 'run' | 'model'>): string {
  return run !== null ? hrefTo('runs', [run]) : hrefTo('models', model === null ? [] : [model]);
}

export function goTo(page: PageId, path: readonly string[] = [], query: Readonly<Record<string, string>> = {}): void {
  window.location.hash = hrefTo(page, path, query);
}

/** Changes the query of the page shown without a new entry in the history; null takes a name out. */
export function setQuery(change: Readonly<Record<string, string | null>>): void {
  const { page, path, query } = parseRoute(window.location.hash);
  const next = Object.fromEntries(
    Object.entries({ ...query, ...change }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  window.history.replaceState(null, '', hrefTo(page, path, next));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The route of the window; its identity changes only with its hash. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

let known: { readonly hash: string; readonly route: Route } | null = null;

function current(): Route {
  const { hash } = window.location;
  if (known?.hash !== hash) known = { hash, route: parseRoute(hash) };
  return known.route;
}
