import { createContext, use, useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { CommandId } from '../../shared/window/commands';

/** Which commands somebody offers now. The newest offer of a command counts: a page's before the frame's. */
export class CommandRegistry {
  readonly #offers = new Map<CommandId, readonly (() => void)[]>();
  readonly #listeners = new Set<() => void>();
  #available: ReadonlySet<CommandId> = new Set();

  /** @returns takes the offer back */
  offer(id: CommandId, run: () => void): () => void {
    this.#set(id, [...(this.#offers.get(id) ?? []), run]);
    return () => {
      this.#set(
        id,
        (this.#offers.get(id) ?? []).filter((offered) => offered !== run),
      );
    };
  }

  /** @returns false where nobody offers it */
  run(id: CommandId): boolean {
    const run = this.#offers.get(id)?.at(-1);
    run?.();
    return run !== undefined;
  }

  readonly available = (): ReadonlySet<CommandId> => this.#available;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(id: CommandId, offers: readonly (() => void)[]): void {
    this.#offers.set(id, offers);
    const available = [...this.#offers].filter(([, list]) => list.length > 0).map(([key]) => key);
    this.#available = new Set(available);
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}

const Registry = createContext<CommandRegistry | null>(null);

export function CommandProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [registry] = useState(() => new CommandRegistry());
  return <Registry value={registry}>{children}</Registry>;
}

export function useCommands(): CommandRegistry {
  const registry = use(Registry);
  if (registry === null) throw new Error('Only inside a CommandProvider are there commands.');
  return registry;
}

export function useAvailableCommands(): ReadonlySet<CommandId> {
  const { subscribe, available } = useCommands();
  return useSyncExternalStore(subscribe, available);
}

/** Offers a command as long as the component is there and `enabled`; the newest `run` counts. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const registry = useCommands();
  const call = useEffectEvent(run);
  useEffect(
    () =>
      enabled
        ? registry.offer(id, () => {
            call();
          })
        : undefined,
    [registry, id, enabled],
  );
}
