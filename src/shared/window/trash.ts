import { z } from 'zod';

/** One thing that was removed and can be brought back. */
export const TrashEntry = z.strictObject({
  id: z.string(),
  kind: z.enum(['run', 'model', 'dataset', 'weights']),
  /** Its id, or a data set's name. */
  name: z.string(),
  /** What people read. */
  title: z.string(),
  removedAt: z.iso.datetime(),
});
export type TrashEntry = z.infer<typeof TrashEntry>;

const Area = z.strictObject({ count: z.int().min(0), bytes: z.int().min(0) });

/** What a lab folder holds, by area. */
export const LabSize = z.strictObject({
  data: Area,
  models: Area,
  runs: Area,
  trash: Area,
  /** What can be cleared without loss: measurements of this machine, what killed writers left. In no other area. */
  caches: Area,
});
export type LabSize = z.infer<typeof LabSize>;
