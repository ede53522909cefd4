import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { RunPage } from './run/RunPage';
import { RunsPage } from './RunsPage';

/** `#/runs` lists all runs, `#/runs/ID` shows one. */
function Runs({ route }: PageProps): ReactNode {
  const run = route.path.at(0);
  return run === undefined ? <RunsPage /> : <RunPage key={run} run={run} />;
}

export const page: Page = { Component: Runs };
