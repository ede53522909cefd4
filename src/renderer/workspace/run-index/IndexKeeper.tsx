import { useIndexKeeper } from './use-run-index';

/** Keeps the index of runs up to date whatever page is shown. */
export function IndexKeeper(): null {
  useIndexKeeper();
  return null;
}
