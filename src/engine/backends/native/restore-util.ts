import nodeUtil from 'node:util';

/** What tfjs-node 4.22 calls of Node's `util`, and Node 23 removed. */
const removed = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
} as const;

/** Puts back what is missing, and leaves what is there: `require('util')` gives everyone the same object. */
export function restoreUtil(util: Record<string, unknown> = nodeUtil): void {
  for (const [name, implementation] of Object.entries(removed)) {
    if (typeof util[name] !== 'function') util[name] = implementation;
  }
}
