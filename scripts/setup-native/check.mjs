import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from './folder.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Has the program test and time its devices, as "muroan devices" does.
 *
 * @returns the device that was built, and wasm
 * @throws SetupError when the program fails or refuses the device
 */
export async function checkDevice({ folder, variant }) {
  const lab = mkdtempSync(path.join(tmpdir(), 'muroan-native-'));
  try {
    const { code, out, err } = await muroan(['devices', '--json', '--lab', path.join(lab, 'lab')], folder);
    if (code !== 0) throw new SetupError(`The program could not list its devices.\n${err.trim()}`);
    const devices = JSON.parse(out);
    const native = devices.find(({ kind }) => kind === `tensorflow-${variant}`);
    const wasm = devices.find(({ kind }) => kind === 'wasm');
    if (native.state !== 'ready')
      throw new SetupError(`The addon was built, but ${native.kind} is refused: ${native.reason}`);
    return { native, wasm };
  } finally {
    rmSync(lab, { recursive: true, force: true });
  }
}

/** What was gained, in lines. Speeds are of one worker each, in images per second. */
export function describeGain({ native, wasm }) {
  const lines = [
    `${native.kind} (${native.hardware}) passes its self-test: largest error ${native.selfTestError.toExponential(1)}.`,
  ];
  if (native.speed === null || wasm.speed === null) return lines;
  const compare = (what, measure) => {
    const [fast, base] = [native.speed[measure], wasm.speed[measure]];
    return `${what}: ${Math.round(fast)} images a second, wasm ${Math.round(base)}: ${(fast / base).toFixed(1)} times.`;
  };
  return [...lines, compare('Forward', 'forward'), compare('Input gradient', 'inputGradient')];
}

function muroan(args, folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'bin', 'muroan.mjs'), ...args], {
      env: { ...process.env, MUROAN_NATIVE: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
