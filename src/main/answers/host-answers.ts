import { version } from '../../../package.json';
import type { Print, ReportMaker } from '../../host/report/make';
import { readDeviceOrder, writeDeviceOrder } from '../../host/settings/device-order';
import { readPredictors, writePredictors } from '../../host/settings/predictors';
import { isReport } from '../../shared/lab-channel/host-requests';
import type { Sidecar } from '../../shared/reports/sidecar';
import type { ReportPreviews } from '../pages/report-previews';
import type { EngineSupervisor } from '../engine-supervisor';
import type { HostLog } from '../host-log';
import type { AllowedPredictors } from '../allowed-predictors';
import type { QuitTalk } from '../quit-talk';
import type { HostAnswers } from './answer';
import { licences } from './licences';
import type { DropAnswers, DropTaker } from './window-drops';

/** What the two hosts do differently. */
export interface Platform {
  readonly kind: 'electron' | 'browser';
  /** Program and version by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Asks for a folder; null: cancelled, or there is no dialog. */
  readonly chooseFolder: (title: string) => Promise<string | null>;
  /** Asks for a file with one of these endings; null as for a folder. */
  readonly chooseFile: (title: string, endings: readonly string[]) => Promise<string | null>;
  /** Takes what is dropped on a window; null where windows know paths. */
  readonly drops: DropTaker | null;
  /** Name of what prints; null where nothing does. */
  readonly printer: string | null;
  /** Prints a self-contained page. @throws LabError `unsupported` where nothing prints, `cancelled`, `internal` */
  readonly print: Print;
  /** What the window saves beside a report; null where the host writes it, once the person has chosen a place. */
  readonly sidecar: (name: string, content: Uint8Array) => Sidecar | null;
}

interface HostParts {
  readonly lab: string;
  readonly platform: Platform;
  readonly engine: EngineSupervisor;
  readonly log: HostLog;
  readonly previews: ReportPreviews;
  readonly reports: ReportMaker;
  readonly quit: QuitTalk;
  readonly predictors: AllowedPredictors;
}

/** The same to every window. */
export function hostAnswers({
  lab,
  platform,
  engine,
  log,
  previews,
  reports,
  quit,
  predictors,
}: HostParts): Omit<HostAnswers, keyof DropAnswers> {
  return {
    'host.describe': () => ({
      kind: platform.kind,
      appVersion: version,
      lab,
      versions: { ...platform.versions },
      printer: platform.printer,
    }),
    'host.restartEngine': async () => {
      await engine.restart();
      return {};
    },
    'host.deviceOrder': () => ({ devices: readDeviceOrder() }),
    'host.chooseDevices': async ({ devices }, signal) => {
      await engine.request('devices.choose', { devices }, signal);
      // Written last: only what the engine has taken is kept.
      writeDeviceOrder(devices);
      return {};
    },
    'host.predictors': () => ({ allowed: readPredictors() }),
    'host.allowPredictors': async ({ allowed }) => {
      writePredictors(allowed);
      await predictors.follow();
      return {};
    },
    'host.chooseFolder': async ({ title }) => ({ folder: await platform.chooseFolder(title) }),
    'host.chooseFile': async ({ title, endings }) => ({ file: await platform.chooseFile(title, endings) }),
    'host.previewReport': async ({ wishes }, signal) => {
      const { html, notices } = await reports.page(wishes, signal);
      return { path: previews.keep(html), notices: [...notices] };
    },
    'host.makeReport': async ({ wishes, as }, signal) => {
      const { name, mime, content } = await reports.file(wishes, as, signal);
      return {
        name,
        mime,
        base64: Buffer.from(content).toString('base64'),
        sidecar: isReport(as) ? platform.sidecar(name, content) : null,
      };
    },
    'host.decideQuit': ({ decision }) => {
      quit.decide(decision);
      return {};
    },
    'host.licences': () => ({ text: licences() }),
    'host.log': () => ({ entries: log.entries }),
  };
}
