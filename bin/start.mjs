#!/usr/bin/env node
// Starts the lab: in a window of its own by Electron, or in the browser.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOrExit } from './build-if-stale.mjs';
import { chooseHost } from './choose-host.mjs';
import { electronBinary, fetchElectron } from './electron-binary.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const given = process.argv.slice(2);
const say = (line) => console.log(line);

const usage = `Usage: npm start -- [--lab DIR] [--browser] [--port N] [--no-open]

Opens the lab: in a window by Electron where there are Electron and a display, else in your browser.

  --lab DIR    lab folder (MUROAN_LAB, else ./muroan-lab)
  --browser    in the browser, whatever there is
  --port N     port of the browser's address (21127)
  --no-open    only print the address`;

/** An Electron that ends with an error this soon has not come up: its sandbox or its libraries do not fit here. */
const soon = 15_000;

function startInBrowser(why) {
  say(`The lab opens in the browser: ${why}.`);
  createRequire(import.meta.url)(path.join(root, 'out', 'browser.cjs'));
}

function startInElectron(program) {
  // The engine runs on this very Node, not on one that happens to be on the PATH.
  const env = { MUROAN_NODE: process.execPath, ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const started = Date.now();
  const child = spawn(program, [root, ...given], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => startInBrowser(`Electron does not start (${error.message})`));
  child.once('exit', (code, signal) => {
    const failed = code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM' && signal !== 'SIGHUP';
    if (failed && Date.now() - started < soon) {
      process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP');
      startInBrowser(`Electron ended at once (${signal ?? `code ${code}`})`);
    } else process.exit(code ?? 1);
  });
}

if (given.includes('--help') || given.includes('-h')) {
  say(usage);
} else {
  buildOrExit();
  const { electron, why } = chooseHost({
    browser: given.includes('--browser'),
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    electron: () => electronBinary(root, process.env),
    fetch: () => fetchElectron(root, say),
  });
  if (electron === null) startInBrowser(why);
  else startInElectron(electron);
}
