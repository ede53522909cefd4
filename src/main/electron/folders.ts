import { app } from 'electron';
import path from 'node:path';

/** Lab folder of a person who names none: of an installed app among the documents, of the sources where they are run. */
export function usualLab(): string {
  return app.isPackaged ? path.join(app.getPath('documents'), 'MUROAN Lab') : 'muroan-lab';
}
