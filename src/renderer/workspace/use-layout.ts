import { useCallback, useRef } from 'react';
import type { z } from 'zod';
import { useStored, useWorkspace } from './context';
import { put } from './edit';

/**
 * Something about the window that is remembered: columns of a table, a chosen tab, a preference.
 *
 * @param initial JSON
 * @param schema what is remembered must be; anything else falls back to `initial`
 */
export function useLayout<Value>(
  key: string,
  schema: z.ZodType<Value>,
  initial: Value,
): readonly [Value, (value: Value) => void] {
  const { database } = useWorkspace();
  const row = useStored(`layout ${key}`, async (opened) => (await opened.layout.get(key)) ?? null);
  const pending = useRef<Value | null>(null);
  const stored = row === undefined || row === null || row.removed ? undefined : schema.safeParse(row.value);
  const set = useCallback(
    (value: Value) => {
      pending.current = value;
      if (database !== null) void put(database, 'layout', { key, value });
    },
    [database, key],
  );
  return [stored?.success === true ? stored.data : (pending.current ?? initial), set];
}
