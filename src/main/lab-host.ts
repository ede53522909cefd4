import { ReportMaker } from '../host/report/make';
import { serveWindow, type HostEnd } from '../shared/lab-channel/host-end';
import type { Channel } from '../shared/lab-channel/channel';
import { readDeviceOrder } from '../host/settings/device-order';
import type { DeviceKind } from '../shared/device';
import type { LabNotification, LabNotificationName } from '../shared/lab-channel/lab-api';
import type { Told } from '../shared/protocol';
import type { WorkEnd } from '../shared/runs/queue';
import { AllowedPredictors } from './allowed-predictors';
import { createAnswer } from './answers/answer';
import { hostAnswers, type Platform } from './answers/host-answers';
import { WindowDrops } from './answers/window-drops';
import { EngineSupervisor } from './engine-supervisor';
import { HostLog } from './host-log';
import { ReportPreviews } from './pages/report-previews';
import { QuitTalk } from './quit-talk';

export interface LabHostOptions {
  /** Absolute lab folder. */
  readonly lab: string;
  readonly platform: Platform;
  /** A piece of long work has left the queue. */
  readonly onWorkEnded?: (end: WorkEnd) => void;
}

/** One lab behind any number of windows: its engine, and answers to what they ask. */
export class LabHost {
  readonly log = new HostLog();
  readonly previews = new ReportPreviews();
  readonly engine: EngineSupervisor;
  readonly reports: ReportMaker;
  /** Between a host that quits and its windows. */
  readonly quit = new QuitTalk((state) => {
    this.notify('quitting', state);
  });
  readonly predictors: AllowedPredictors;
  readonly #windows = new Set<HostEnd>();
  readonly #answers: ReturnType<typeof hostAnswers>;
  readonly #options: LabHostOptions;

  constructor(options: LabHostOptions) {
    this.#options = options;
    this.predictors = new AllowedPredictors(async (allowed) => {
      this.notify('predictors', { allowed });
      await this.engine.request('predictors.allow', { allowed });
    });
    this.engine = new EngineSupervisor({
      lab: options.lab,
      devices: () => this.#devices(),
      predictors: () => this.predictors.allowed,
      onNotification: (told) => {
        this.#note(told);
        this.notify(told.name, told.content);
      },
      onState: (state) => {
        if (state.state === 'gone') this.log.add('error', state.reason);
        this.notify('engineState', state);
      },
    });
    const { engine, log, previews, quit, predictors } = this;
    const reports = new ReportMaker(
      (signal) => ({ request: (name, params) => engine.request(name, params, signal) }),
      options.platform.print,
    );
    this.reports = reports;
    this.#answers = hostAnswers({ ...options, engine, log, previews, reports, quit, predictors });
  }

  /** Serves one more window, until its channel closes. */
  serve(channel: Channel): void {
    const drops = new WindowDrops(this.#options.platform.drops, this.engine);
    const window = serveWindow(channel, {
      answer: createAnswer(this.engine, { ...this.#answers, ...drops.answers }),
      onMisuse: (why) => {
        this.log.add('warning', `A window was refused: ${why}`);
      },
      onClosed: () => {
        this.#windows.delete(window);
        drops.close().catch((error: unknown) => {
          this.log.add('warning', `What was dropped on a window stays until the lab is opened anew: ${String(error)}`);
        });
      },
    });
    this.#windows.add(window);
    window.notify('engineState', this.engine.state);
    if (this.quit.state.state !== 'no') window.notify('quitting', this.quit.state);
  }

  /** Is there a window that shows what it is told? */
  get isServing(): boolean {
    return this.#windows.size > 0;
  }

  /** Tells every window. */
  notify<Name extends LabNotificationName>(name: Name, content: LabNotification<Name>): void {
    for (const window of this.#windows) window.notify(name, content);
  }

  /** Ends the engine, and what is made of its answers. */
  close(): Promise<void> {
    this.reports.close();
    this.predictors.close();
    return this.engine.close();
  }

  /** A file that cannot be read must not keep the engine from starting: it is where another choice is made. */
  #devices(): readonly DeviceKind[] {
    try {
      return readDeviceOrder();
    } catch (error) {
      this.log.add(
        'warning',
        `The best device that is there is used, because the choice cannot be read: ${String(error)}`,
      );
      return [];
    }
  }

  #note(told: Told): void {
    if (told.name === 'log') this.log.add(told.content.level, told.content.text);
    if (told.name === 'workEnded') this.#options.onWorkEnded?.(told.content);
  }
}
