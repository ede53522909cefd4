import { readFileSync } from 'node:fs';
import path from 'node:path';
import { programFolder } from '../program-folder';

/** Written by the builds: licences of the packages that are bundled. */
const bundled = ['licences.md', 'renderer/licences.md'];

/** Licences of the program, of what it ships, and of every package that is built into it. */
export function licences(): string {
  const root = programFolder();
  const files = [
    ...['LICENSE', 'NOTICE'].map((name) => path.join(root, name)),
    ...bundled.map((name) => path.join(root, 'out', name)),
  ];
  return files.map((file) => readFileSync(file, 'utf8').trim()).join(`\n\n${'-'.repeat(80)}\n\n`);
}
