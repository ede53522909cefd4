import { app } from './app';
import { builder } from './builder';
import { certificates } from './certificates';
import { compare } from './compare';
import { datasets } from './datasets';
import { drop } from './drop';
import { exports } from './exports';
import { listening } from './listening';
import { modelImport } from './model-import';
import { models } from './models';
import { parts } from './parts';
import { playground } from './playground';
import { report } from './report';
import { results } from './results';
import { run } from './run';
import { runs } from './runs';
import { settings } from './settings';
import { start } from './start';
import { studies } from './studies';
import { systems } from './systems';
import { trend } from './trend';
import { ui } from './ui';
import { workspace } from './workspace';

/** Every text of the window. A page has a section of its own: a file beside this one, joined here. */
export const texts = {
  app,
  ui,
  start,
  datasets,
  models,
  modelImport,
  drop,
  parts,
  playground,
  studies,
  builder,
  runs,
  run,
  results,
  listening,
  compare,
  trend,
  report,
  exports,
  certificates,
  systems,
  settings,
  workspace,
} as const;
