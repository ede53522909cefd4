import { mkdir, rm } from 'node:fs/promises';
import { v4 } from 'uuid';
import { layout } from '../lab/layout';
import type { HandlersOf } from './context';

export const dropRequests: HandlersOf<'drops'> = {
  'drops.begin': async (_params, { lab }) => {
    const drop = v4();
    const folder = layout.drop(lab.folder, drop);
    await mkdir(folder, { recursive: true });
    return { drop, folder };
  },
  'drops.remove': async ({ drop }, { lab }) => {
    await rm(layout.drop(lab.folder, drop), { recursive: true, force: true });
    return {};
  },
};
