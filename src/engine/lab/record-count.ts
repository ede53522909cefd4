import { UnchangedFiles } from '../files/unchanged-files';
import { countIntact } from './record-file';

/** Intact records by record file. */
export const recordCounts = new UnchangedFiles(countIntact);

/** Intact records of a run. A file that has not been written since it was counted is not read again. */
export function recordCount(file: string): Promise<number> {
  return recordCounts.of(file);
}
