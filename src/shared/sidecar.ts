import { hashOfBytes } from './identity';

/** Name of the file beside a report that holds its SHA-256. */
export function sidecarName(file: string): string {
  return `${file}.sha256`;
}

/** What stands in it: a line that `sha256sum -c` reads, which marks names with a backslash or a line's end. */
export function sumLine(content: Uint8Array, name: string): string {
  const safe = name.replace(/\\/gu, '\\\\').replace(/\n/gu, '\\n').replace(/\r/gu, '\\r');
  return `${safe === name ? '' : '\\'}${hashOfBytes(content)}  ${safe}\n`;
}
