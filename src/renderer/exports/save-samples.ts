import { Zip, ZipPassThrough } from 'fflate';
import { runsFileName } from '../../analysis/runs-file-name';
import { exportSamples } from '../../analysis/samples/export-samples';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Result } from '../../shared/protocol';
import type { OnDone } from './save-records';

/** The attacked samples of a run as a ZIP, not compressed: pictures are, and arrays shrink by little. */
export async function samplesFile(lab: LabConnection, run: Result<'runs.show'>, onSamples: OnDone): Promise<File> {
  const pieces: Blob[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    pieces.push(new Blob([bytes]));
  });
  await exportSamples(lab, run, {
    most: null,
    put: (name, bytes) => {
      const file = new ZipPassThrough(name);
      // Equal samples make equal archives.
      file.mtime = new Date(run.description.createdAt);
      zip.add(file);
      file.push(bytes, true);
    },
    onSamples,
  });
  zip.end();
  return new File(pieces, `${runsFileName([run.summary])}-samples.zip`, { type: 'application/zip' });
}
