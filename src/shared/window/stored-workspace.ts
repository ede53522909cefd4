import { z } from 'zod';

/** Longest content, in bytes of UTF-8. */
export const LARGEST_WORKSPACE = 4 * 1024 * 1024;

/** What the window keeps in the lab folder, so that every window and browser finds it: JSON text that is its own affair. */
export const StoredWorkspace = z.strictObject({
  /** Counts the writes; 1 is the first. */
  revision: z.int().min(1),
  content: z.string(),
});
export type StoredWorkspace = z.infer<typeof StoredWorkspace>;
