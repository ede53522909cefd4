import type { DownloadItem, Session } from 'electron';
import { readFileSync } from 'node:fs';
import { writeSidecar } from '../../host/report/sidecar';

/**
 * Writes the SHA-256 of every report that is saved beside it, under the name that the person gave it.
 *
 * @param onTrouble told why there is none
 */
export function hashSavedReports(session: Session, onTrouble: (why: string) => void): void {
  session.on('will-download', (_event, item) => {
    if (!isReport(item)) return;
    item.once('done', (_done, state) => {
      if (state !== 'completed') return;
      const file = item.getSavePath();
      try {
        writeSidecar(file, readFileSync(file));
      } catch (error) {
        onTrouble(`No SHA-256 was written beside ${file}: ${String(error)}`);
      }
    });
  });
}

/** Nothing else that the window saves is of these kinds. */
function isReport(item: DownloadItem): boolean {
  return /\.(?:pdf|html)$/u.test(item.getFilename());
}
