import { findPrinter } from '../../host/pdf/browser';
import { printPdf } from '../../host/pdf/print';
import { LabError } from '../../shared/errors';
import { sidecarOf } from '../../shared/reports/sidecar';
import type { Platform } from '../answers/host-answers';
import type { DropTaker } from '../answers/window-drops';

/** What the browser host can: no dialogs, and PDF where a browser of this machine prints it. */
export function browserPlatform(drops: DropTaker): Platform {
  const printer = findPrinter();
  return {
    kind: 'browser',
    versions: { Node: process.versions.node },
    // Paths are typed there: a page in a browser cannot ask for one.
    chooseFolder: () => Promise.resolve(null),
    chooseFile: () => Promise.resolve(null),
    drops,
    printer: printer?.program ?? null,
    print: async (html, signal) => {
      const { pdf, reason } = await printPdf(html, { signal, printer });
      if (pdf === null) throw new LabError('unsupported', reason);
      return pdf;
    },
    sidecar: sidecarOf,
  };
}
