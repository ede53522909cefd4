import { findBuiltFile } from '../files/built-file';

/** The built device worker. @throws LabError `not-found` */
export function findWorkerFile(): string {
  return findBuiltFile('device-worker.cjs', 'The device worker');
}
