import { app } from './app';
import { datasets } from './datasets';
import { models } from './models';
import { playground } from './playground';
import { run } from './run';
import { runs } from './runs';
import { settings } from './settings';
import { start } from './start';
import { ui } from './ui';

/** Every text of the window. A page has a section of its own: a file beside this one, joined here. */
export const texts = { app, ui, start, datasets, models, playground, runs, run, settings } as const;
