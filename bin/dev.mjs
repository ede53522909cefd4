// Starts the lab with a window that reloads by itself when its sources change. Takes the options of `npm start`; changes
// outside src/renderer need a new start.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveConfig } from 'electron-vite';
import { createServer } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const host = '127.0.0.1';

const { config } = await resolveConfig({ root }, 'serve', 'development');
const { renderer } = config;
const server = await createServer({
  ...renderer,
  configFile: false,
  root: path.join(root, 'src', 'renderer'),
  server: { host, port: 5173, cors: true, hmr: { host, protocol: 'ws', clientPort: 5173 }, strictPort: true },
});
await server.listen();
const lab = spawn(process.execPath, [path.join(root, 'bin', 'start.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, MUROAN_DEV_SERVER: `http://${host}:5173` },
});
lab.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => lab.kill(signal));
