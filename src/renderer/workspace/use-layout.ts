import { useCallback, useState } from 'react';
import type { z } from 'zod';
import { nextRevision } from '../../shared/window/workspace';
import { useStored, useWorkspace } from './context';
import { put } from './edit';

interface Chosen<Value> {
  readonly key: string;
  readonly value: Value;
  /** Of the row that it becomes: a later one counts more. */
  readonly revision: number;
}

/**
 * Something about the window that is remembered: columns of a table, a chosen tab, a preference. A change shows at once,
 * before it is stored, and where there is no workspace.
 *
 * @param initial JSON, also until what is remembered has been read
 * @param schema what is remembered must be; anything else falls back to `initial`
 */
export function useLayout<Value>(
  key: string,
  schema: z.ZodType<Value>,
  initial: Value,
): readonly [value: Value, set: (value: Value) => void, isRead: boolean] {
  const { database, trouble } = useWorkspace();
  const row = useStored(`layout ${key}`, async (opened) => (await opened.layout.get(key)) ?? null);
  const revision = row?.revision ?? 0;
  const [chosen, choose] = useState<Chosen<Value> | null>(null);
  const set = useCallback(
    (value: Value) => {
      // Of two quick edits the row of the first may come after the second.
      choose((before) => ({
        key,
        value,
        revision: nextRevision(Math.max(revision, before?.key === key ? before.revision : 0)),
      }));
      if (database !== null) void put(database, 'layout', { key, value });
    },
    [database, key, revision],
  );
  const isRead = row !== undefined || (database === null && trouble !== null);
  if (chosen?.key === key && chosen.revision >= revision) return [chosen.value, set, isRead];
  const stored = row === undefined || row === null || row.removed ? undefined : schema.safeParse(row.value);
  return [stored?.success === true ? stored.data : initial, set, isRead];
}
