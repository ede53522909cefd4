import { mapValues } from '../map-values';

/** Pages of the window in the order of its sidebar, and the keys that lead to them. */
export const pages = {
  start: { title: 'Start', shortcut: 'g h' },
  datasets: { title: 'Data', shortcut: 'g d' },
  models: { title: 'Models', shortcut: 'g m' },
  playground: { title: 'Playground', shortcut: 'g p' },
  studies: { title: 'Studies', shortcut: 'g s' },
  runs: { title: 'Runs', shortcut: 'g r', keywords: 'queue waiting' },
  compare: { title: 'Compare', shortcut: 'g c' },
  trend: { title: 'Trend', shortcut: 'g t' },
  report: { title: 'Report', shortcut: 'g e' },
  certificates: { title: 'Certificates', shortcut: 'g f' },
  systems: { title: 'Systems', shortcut: 'g y', keywords: 'papers methods' },
  settings: { title: 'Settings', shortcut: 'Mod+,', keywords: 'diagnostics devices log' },
} as const;

/** First part of the routes of a page. */
export type PageId = keyof typeof pages;
export const pageIds = Object.keys(pages) as readonly PageId[];
export const pageTitles = mapValues(pages, ({ title }) => title) as Readonly<Record<PageId, string>>;
