import { app } from './app';
import { compare } from './compare';
import { report } from './report';
import { results } from './results';
import { settings } from './settings';
import { start } from './start';
import { ui } from './ui';

/** Every text of the window. A page has a section of its own: a file beside this one, joined here. */
export const texts = { app, ui, start, results, compare, report, settings } as const;
