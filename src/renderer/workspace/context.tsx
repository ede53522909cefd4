import { useLiveQuery } from 'dexie-react-hooks';
import { createContext, use, useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from 'react';
import { useLab } from '../lab/connection';
import { useLabState } from '../lab/lab-state';
import type { WorkspaceDatabase } from './database';
import { watchWrites } from './failed-writes';
import { startMirror } from './mirror';
import { openWorkspace } from './open';

export interface Workspace {
  /** Null until the lab is known. */
  readonly database: WorkspaceDatabase | null;
  /**
   * Why the workspace could not be opened, an edit not be written, or is not mirrored into the lab folder; null while all
   * is well.
   */
  readonly trouble: unknown;
  /** Tries again what failed. */
  readonly retry: () => void;
}

const Context = createContext<Workspace>({ database: null, trouble: null, retry: () => undefined });

/** Opens the workspace of the lab, keeps it equal to the copy in the lab folder, and asks the browser not to drop it. */
export function WorkspaceProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const lab = useLab();
  const ready = useLabState().kind === 'ready';
  const [database, setDatabase] = useState<WorkspaceDatabase | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [unwritten, setUnwritten] = useState<unknown>(null);
  const [tried, openAgain] = useReducer((count: number) => count + 1, 0);
  const failed = useRef<() => void>(openAgain);

  useEffect(() => {
    if (!ready || database !== null) return;
    let dropped = false;
    openWorkspace(lab).then(
      (opened) => {
        if (dropped) opened.close();
        else {
          setTrouble(null);
          setDatabase(opened);
        }
      },
      (error: unknown) => {
        if (!dropped) setTrouble(error);
      },
    );
    return () => {
      dropped = true;
    };
  }, [lab, ready, database, tried]);

  useEffect(() => {
    if (database === null) return;
    const mirror = startMirror(database, lab, setTrouble);
    const writes = watchWrites(database, setUnwritten);
    failed.current = () => {
      void writes.retry().then(mirror.now);
    };
    const look = (): void => {
      if (document.visibilityState === 'visible') void mirror.now();
    };
    window.addEventListener('focus', look);
    // Undefined where the page is not served over a secure connection.
    const storage = navigator.storage as StorageManager | undefined;
    void storage?.persist().catch(() => false);
    return () => {
      window.removeEventListener('focus', look);
      mirror.stop();
    };
  }, [database, lab]);

  const workspace = useMemo(
    () => ({
      database,
      trouble: unwritten ?? trouble,
      retry: () => {
        failed.current();
      },
    }),
    [database, trouble, unwritten],
  );
  return <Context value={workspace}>{children}</Context>;
}

export function useWorkspace(): Workspace {
  return use(Context);
}

/**
 * What a query finds, found again after each change of the rows it read, in this tab or another.
 *
 * @param key names the query: another key is another query
 * @returns undefined until the first answer
 */
export function useStored<Value>(
  key: string,
  query: (database: WorkspaceDatabase) => Promise<Value>,
): Value | undefined {
  const { database } = useWorkspace();
  const found = useLiveQuery(
    async () => (database === null ? undefined : { key, value: await query(database) }),
    [database, key],
  );
  // While another key's answer is on its way, the old one is still there.
  return found?.key === key ? found.value : undefined;
}
