import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Bounds = z.infer<typeof Bounds>;

export const WindowState = z.strictObject({ bounds: Bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** Pixels of a window's title that have to be on a screen, so that it can be grasped. */
const grip = { width: 100, height: 30 };

/** @returns null where there is none, or what is there is none */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the state where that can be: a window that opens elsewhere is better than one that cannot be closed. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The disk is full, or the folder is not to be written to.
  }
}

/** Can a window with these bounds be seen and moved? A screen may have gone since they were kept. */
export function isReachable({ x, y, width }: Bounds, screens: readonly Bounds[]): boolean {
  return screens.some((screen) => {
    const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return visible >= grip.width && y >= screen.y && y + grip.height <= screen.y + screen.height;
  });
}
