import type { ExitCode } from './exit-codes';
import type { Interruption } from './interruption';
import type { Terminal } from './terminal';

/** What a command may use of the process it runs in; tests give their own. */
export interface CliEnvironment {
  readonly terminal: Terminal;
  readonly workingDirectory: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
  /** Exit code of the process; 0 where none is told. */
  readonly finishWith: (code: ExitCode) => void;
}
