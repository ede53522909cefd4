import { z } from 'zod';
import { DeviceOrder } from '../device';
import { StatedDrop } from '../data/dropped';
import { FlagLevel } from '../reports/flag-level';
import { QuitDecision, Quitting } from '../window/quitting';
import { FlagDecision, ReportWishes } from '../reports/report-wishes';

const none = z.strictObject({});

/** A warning or note of a run of a report, which whoever approves the report decides about. */
export const ReportNotice = z.strictObject({
  run: z.string(),
  /** As a decision names it. */
  flag: FlagDecision.shape.flag,
  level: FlagLevel,
});
export type ReportNotice = z.infer<typeof ReportNotice>;

/** A file that the host made for the window to save. */
export const MadeFile = z.strictObject({
  name: z.string(),
  mime: z.string(),
  /** Its content. */
  base64: z.string(),
  /** A small file that the window saves beside it; null: there is none, or the host writes it itself. */
  sidecar: z.strictObject({ name: z.string(), text: z.string() }).nullable(),
});
export type MadeFile = z.infer<typeof MadeFile>;

/** `html` and `pdf` are reports, which carry hashes and are signed; `json` is the numbers behind them. */
export const ReportKind = z.enum(['html', 'pdf', 'json']);
export type ReportKind = z.infer<typeof ReportKind>;

export function isReport(kind: ReportKind): boolean {
  return kind === 'html' || kind === 'pdf';
}

/** What the window asks of the host itself; everything else goes on to the engine (`protocol.ts`). */
export const hostRequests = {
  'host.describe': {
    params: none,
    result: z.strictObject({
      kind: z.enum(['electron', 'browser']),
      appVersion: z.string(),
      /** Absolute folder of the lab. */
      lab: z.string(),
      /** Program and version by name: Node, Electron, Chromium. */
      versions: z.record(z.string(), z.string()),
      /** What prints reports to PDF; null: nothing on this machine does, and `host.makeReport` refuses `pdf`. */
      printer: z.string().nullable(),
    }),
  },
  /** Ends the engine, if it still lives, and starts it anew; runs under way become interrupted. */
  'host.restartEngine': { params: none, result: none },
  /** What this machine's user chose to compute on, whichever lab is open. */
  'host.deviceOrder': { params: none, result: z.strictObject({ devices: DeviceOrder }) },
  /**
   * Has the engine compute on these from the next work on, and keeps that for every later start. Nothing changes when one
   * of them is not there or fails its self-test.
   */
  'host.chooseDevices': { params: z.strictObject({ devices: DeviceOrder }), result: none },
  /** Whether this machine's user lets programs of their own be asked for what their models answer. */
  'host.predictors': { params: none, result: z.strictObject({ allowed: z.boolean() }) },
  /** Changes that for the running engine, and keeps it for every later start. */
  'host.allowPredictors': { params: z.strictObject({ allowed: z.boolean() }), result: none },
  /** Asks the person for a folder; null: cancelled, or this host (`browser`) has no dialog: a path is typed there. */
  'host.chooseFolder': {
    params: z.strictObject({ title: z.string() }),
    result: z.strictObject({ folder: z.string().nullable() }),
  },
  /** Asks the person for a file with one of these endings, given without their points; null as for a folder. */
  'host.chooseFile': {
    params: z.strictObject({
      title: z.string(),
      endings: z
        .array(z.string().regex(/^[a-z0-9]{1,12}$/))
        .min(1)
        .max(16),
    }),
    result: z.strictObject({ file: z.string().nullable() }),
  },
  /**
   * Makes place for what was dropped on a window that does not know its path (`browser`): its files are sent to
   * `dropAddress`, and `path` is what they are then. `unsupported` where the window knows paths.
   */
  'host.beginDrop': { params: StatedDrop, result: z.strictObject({ drop: z.uuid(), path: z.string() }) },
  /** Removes it again, whatever is still on its way; does nothing where it is gone. */
  'host.removeDrop': { params: z.strictObject({ drop: z.uuid() }), result: none },
  /** Makes a report for the window to show; `path` is of the window's own origin, for a frame in it. */
  'host.previewReport': {
    params: z.strictObject({ wishes: ReportWishes }),
    result: z.strictObject({ path: z.string(), notices: z.array(ReportNotice) }),
  },
  'host.makeReport': {
    params: z.strictObject({ wishes: ReportWishes, as: ReportKind }),
    result: MadeFile,
  },
  /** What becomes of a program that waits to quit (`quitting`); a `conflict` where it does not. */
  'host.decideQuit': { params: z.strictObject({ decision: QuitDecision }), result: none },
  /** Licences of everything that ships with the program, as text. */
  'host.licences': { params: none, result: z.strictObject({ text: z.string() }) },
  /** Last lines of the engine's and the host's log. */
  'host.log': {
    params: none,
    result: z.strictObject({
      entries: z.array(
        z.strictObject({ at: z.iso.datetime(), level: z.enum(['info', 'warning', 'error']), text: z.string() }),
      ),
    }),
  },
} as const;

export type HostRequestName = keyof typeof hostRequests;
export type HostParams<Name extends HostRequestName> = z.input<(typeof hostRequests)[Name]['params']>;
export type ParsedHostParams<Name extends HostRequestName> = z.output<(typeof hostRequests)[Name]['params']>;
export type HostResult<Name extends HostRequestName> = z.output<(typeof hostRequests)[Name]['result']>;

/** What the host tells the window unasked, beside the engine's own notifications. */
export const hostNotifications = {
  engineState: z.strictObject({
    state: z.enum(['starting', 'ready', 'gone']),
    /** Why it is gone; empty otherwise. */
    reason: z.string(),
  }),
  /** Programs of the user's own are asked from now on, or not: here or on the command line somebody said so. */
  predictors: z.strictObject({ allowed: z.boolean() }),
  /** The program quits once the batches under way are done, or does not any more. */
  quitting: Quitting,
  /** A command chosen from the native menu, by the id that the window's own commands have. */
  command: z.strictObject({ id: z.string() }),
  /** A piece of work is to be shown: its run, or the model that it trained. */
  showWork: z.strictObject({ run: z.string().nullable(), model: z.string().nullable() }),
} as const;
export type HostNotificationName = keyof typeof hostNotifications;
export type HostNotification<Name extends HostNotificationName> = z.output<(typeof hostNotifications)[Name]>;
