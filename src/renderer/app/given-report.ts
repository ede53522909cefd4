import type { GivenReport } from '../../report/verification/verify';
import { LabError } from '../../shared/errors';
import { sidecarName } from '../../shared/reports/sidecar';
import { texts } from '../texts/catalogue';

const words = texts.app.verify;

/** A window reads files whole; no report is near this many bytes. */
export const largestReport = 256 * 1024 * 1024;

type Given = Pick<File, 'name' | 'size' | 'arrayBuffer' | 'text'>;

/**
 * The report among files that a person gave, and the file with its SHA-256 where that is among them: a window cannot look
 * for it beside the report.
 *
 * @throws LabError `invalid` where there is not one report of a size that can be
 */
export async function givenReport(files: readonly Given[]): Promise<GivenReport> {
  const reports = files.filter(({ name }) => !name.endsWith(sidecarName('')));
  if (reports.length !== 1) throw new LabError('invalid', words.notOne, { remedy: words.giveOne });
  const [report] = reports;
  if (report.size > largestReport) {
    throw new LabError('invalid', words.tooLarge, { where: report.name, remedy: words.giveOne });
  }
  const sidecar = files.find(({ name }) => name === sidecarName(report.name));
  return {
    name: report.name,
    content: new Uint8Array(await report.arrayBuffer()),
    sidecar: sidecar === undefined ? null : { text: await sidecar.text() },
  };
}
