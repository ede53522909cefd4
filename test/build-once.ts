import { spawnSync } from 'node:child_process';

/** Tests that start the engine as its own process run the built program, so it is built once before all of them. */
export default function buildOnce(): void {
  const result = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`The build failed:\n${result.stdout}${result.stderr}`);
}
