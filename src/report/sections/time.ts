/** `2026-01-05 10:03:20 UTC`, independent of the reader's time zone. */
export function utcTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
