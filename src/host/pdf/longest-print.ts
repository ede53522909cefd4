import { LabError } from '../../shared/errors';

/** Longest time for one document, in milliseconds. */
export const longestPrint = 120_000;

/** @param printer program that was given up */
export function printTookTooLong(limit: number, printer: string): LabError {
  return new LabError('internal', `printed no PDF: no end within ${String(limit / 1000)} s.`, {
    where: printer,
    remedy: 'Leave sections or runs out, or save HTML, open it in a browser and print it there.',
  });
}
