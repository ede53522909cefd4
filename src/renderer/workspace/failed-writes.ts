import type { WorkspaceDatabase } from './database';

type Write = () => Promise<unknown>;

/** Writes into a workspace that failed, the newest of each row, until one of that row succeeds. */
export class FailedWrites {
  readonly #failed = new Map<string, { readonly error: unknown; readonly write: Write }>();
  readonly #onChange: (error: unknown) => void;

  /** @param onChange told why the first of them failed; null when none is left */
  constructor(onChange: (error: unknown) => void) {
    this.#onChange = onChange;
  }

  /** @param row names what is written. @throws what the write throws */
  async watch<Value>(row: string, write: () => Promise<Value>): Promise<Value> {
    try {
      const value = await write();
      if (this.#failed.delete(row)) this.#tell();
      return value;
    } catch (error) {
      this.#failed.set(row, { error, write });
      this.#tell();
      throw error;
    }
  }

  /** Tries all of them again; those that fail again stay. */
  async retry(): Promise<void> {
    for (const [row, { write }] of [...this.#failed]) await this.watch(row, write).catch(() => undefined);
  }

  #tell(): void {
    const [first] = this.#failed.values();
    this.#onChange((first as typeof first | undefined)?.error ?? null);
  }
}

const watched = new WeakMap<WorkspaceDatabase, FailedWrites>();

/** Has the writes into a workspace watched. */
export function watchWrites(database: WorkspaceDatabase, onChange: (error: unknown) => void): FailedWrites {
  const writes = new FailedWrites(onChange);
  watched.set(database, writes);
  return writes;
}

/** Writes, watched where somebody does. @throws what the write throws */
export function watchedWrite<Value>(
  database: WorkspaceDatabase,
  row: string,
  write: () => Promise<Value>,
): Promise<Value> {
  return watched.get(database)?.watch(row, write) ?? write();
}
