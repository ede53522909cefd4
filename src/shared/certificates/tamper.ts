import { z } from 'zod';

/** What an attacker may do to elements. `mixed`: up to r of all three together. */
export const Tamper = z.enum(['modify', 'add', 'delete', 'mixed']);
export type Tamper = z.infer<typeof Tamper>;

/** What then has become of them. */
export const tampered: Readonly<Record<Tamper, string>> = {
  modify: 'modified',
  add: 'added',
  delete: 'deleted',
  mixed: 'added, deleted or modified',
};
