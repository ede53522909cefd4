import { startEngine, type EngineClient } from '../host/engine-client';
import type { DeviceKind } from '../shared/device';
import type { Progress } from '../shared/progress';
import type { Notification, Told } from '../shared/protocol';
import { visibleText } from '../shared/text/visible-text';
import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { CliEnvironment } from './environment';
import { createProgressView } from './progress/create-progress-view';

export interface EngineChoice {
  /** Absolute lab folder. */
  readonly lab: string;
  readonly workers: number | undefined;
  readonly devices: readonly DeviceKind[];
  readonly predictors: boolean;
}

/** A running engine, as commands use it: progress is shown, and Ctrl+C cancels what is under way. */
export interface EngineSession extends LabConnection {
  /** Id of the run that this session created or resumed, once the engine has told it. */
  readonly run: () => string | null;
  /** Largest memory of the engine and its workers so far, in bytes. */
  readonly peakMemory: () => number;
  /** Writes a line on the error stream without tearing a progress bar apart. */
  readonly note: (line: string) => void;
  /** Shows how far the command itself has got. */
  readonly progress: (progress: Progress) => void;
}

/** Starts the engine, runs the body and closes the engine, whatever happens. */
export async function withEngine<T>(
  environment: CliEnvironment,
  choice: EngineChoice,
  body: (session: EngineSession) => Promise<T>,
): Promise<T> {
  const { terminal, interruption } = environment;
  const progress = createProgressView(terminal);
  let run: string | null = null;
  let peakMemory = 0;
  /** Several requests may meet the same problem; it is told once. */
  const logged = new Set<string>();
  const log = ({ level, text }: Notification<'log'>): void => {
    // What was done is told by the command itself.
    if (level === 'info' || logged.has(text)) return;
    logged.add(text);
    progress.note(terminal.err.yellow(`warning: ${visibleText(text)}`));
  };
  const listen = ({ name, content }: Told): void => {
    switch (name) {
      case 'progress':
        if (!interruption.signal.aborted) progress.update(content);
        return;
      case 'runCreated':
        run = content.run;
        return;
      case 'heartbeat':
        peakMemory = Math.max(peakMemory, content.memory);
        return;
      case 'log':
        log(content);
        return;
      case 'queue':
      case 'workEnded':
      case 'modelTrained':
      case 'modelNamed':
      case 'models.progress':
        // For windows: a command waits for what it has asked for.
        return;
      default:
        name satisfies never;
    }
  };
  const engine: EngineClient = await startEngine({
    lab: choice.lab,
    ...(choice.workers === undefined ? {} : { workers: choice.workers }),
    devices: choice.devices,
    predictors: choice.predictors,
    onNotification: listen,
  });
  const onInterruption = (): void => {
    // The bar first: it would draw over what is said now.
    progress.stop();
    // A terminal has just written ^C into the line.
    terminal.note(`${terminal.errIsTerminal ? '\n' : ''}Stopping … (Ctrl+C again ends at once)`);
  };
  interruption.signal.addEventListener('abort', onInterruption);
  try {
    return await body({
      request: (name, params) => engine.request(name, params, { signal: interruption.signal }),
      run: () => run,
      peakMemory: () => peakMemory,
      note: (line) => {
        progress.note(line);
      },
      progress: (update) => {
        if (!interruption.signal.aborted) progress.update(update);
      },
    });
  } finally {
    interruption.signal.removeEventListener('abort', onInterruption);
    progress.stop();
    await engine.close();
  }
}
