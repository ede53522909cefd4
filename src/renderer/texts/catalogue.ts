import { app } from './app';
import { results } from './results';
import { run } from './run';
import { runs } from './runs';
import { settings } from './settings';
import { start } from './start';
import { ui } from './ui';

/** Every text of the window. A page has a section of its own: a file beside this one, joined here. */
export const texts = { app, ui, start, runs, run, results, settings } as const;
