import { runsFileName } from '../../analysis/runs-file-name';
import { exportSamples } from '../../analysis/samples/export-samples';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Result } from '../../shared/protocol';
import { ZipFile } from '../saving/zip-file';
import type { OnDone } from './save-records';

/** The attacked samples of a run as a ZIP, not compressed: pictures are, and arrays shrink by little. */
export async function samplesFile(lab: LabConnection, run: Result<'runs.show'>, onSamples: OnDone): Promise<File> {
  const zip = new ZipFile(new Date(run.description.createdAt));
  await exportSamples(lab, run, {
    most: null,
    put: (name, bytes) => {
      zip.stored(name).push(bytes, true);
    },
    onSamples,
  });
  return zip.endAs(`${runsFileName([run.summary])}-samples.zip`);
}
