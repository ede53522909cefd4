import { vi } from 'vitest';

/** Milliseconds: machines that run this are shared. What is waited for must come; when, is no test's business. */
export const longest = 150_000;

/** Waits until something holds, or is there, and gives it. */
export function until<Value>(look: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  return vi.waitUntil(look, { timeout: longest, interval: 200 }) as Promise<NonNullable<Value>>;
}
