import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished, vi } from 'vitest';
import { exportedPieces } from '../../../src/analysis/exported-pieces';
import { layout } from '../../../src/engine/lab/layout';
import { Departures } from '../../../src/engine/server/departures';
import { pieceBytes } from '../../../src/shared/runs/archived-file';
import { hashOfBytes } from '../../../src/shared/identity';
import type { LabConnection } from '../../../src/shared/lab-channel/lab-connection';
import { startEngine } from '../../../src/host/engine-client';
import { studiedOnce } from '../../support/studied-lab';
import { temporaryFolder } from '../../support/temporary-folder';

const studiedLab = studiedOnce();

/** @param isHeld does the engine write to its lab? */
async function held(isHeld = true): Promise<{
  readonly departures: Departures;
  /** That they lie in. */
  readonly folder: string;
  /** That they would lie in if `isHeld` were otherwise. */
  readonly other: string;
  readonly lab: LabConnection;
}> {
  const beside = await temporaryFolder();
  const own = await temporaryFolder();
  vi.stubEnv('TMPDIR', beside);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(tmpdir()).toBe(beside);
  const departures = new Departures({ folder: own, isHeld: () => Promise.resolve(isHeld) });
  const lab: LabConnection = {
    request: async (_name, params) => {
      const { departure, name, offset } = params as { departure: string; name: string; offset: number };
      return { base64: Buffer.from(await departures.piece(departure, name, offset)).toString('base64') } as never;
    },
  };
  return isHeld
    ? { departures, folder: layout.departures(own), other: beside, lab }
    : { departures, folder: beside, other: own, lab };
}

const large = Uint8Array.from({ length: 2 * pieceBytes + 5 }, (_, at) => (at * 31) % 251);
const told = (bytes: Uint8Array) => ({ name: 'a.onnx', bytes: bytes.length, sha256: hashOfBytes(bytes) });

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: Buffer; readonly count: number }> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return { bytes: Buffer.concat(all), count: all.length };
}

it('a model leaves piece by piece, and is the one that was told', async () => {
  const { departures, lab } = await held();
  const { departure, files } = await departures.keep([
    { name: 'a.onnx', bytes: large },
    { name: 'a.map.json', bytes: new Uint8Array() },
  ]);
  const { bytes, count } = await whole(exportedPieces(lab, { departure }, told(large)));
  expect(bytes.equals(large)).toBe(true);
  expect(count).toBe(3);
  const none = { name: 'a.map.json', bytes: 0, sha256: hashOfBytes(new Uint8Array()) };
  expect((await whole(exportedPieces(lab, { departure }, none))).count).toBe(0);
  expect(files).toEqual([told(large), none]);
  await departures.close();
});

it('another than was told is refused, be it shorter or changed', async () => {
  const { departures, lab } = await held();
  const { departure } = await departures.keep([{ name: 'a.onnx', bytes: large.slice(0, 100) }]);
  for (const other of [large, large.slice(1, 101)]) {
    await expect(whole(exportedPieces(lab, { departure }, told(other)))).rejects.toMatchObject({
      code: 'damaged',
      where: 'a.onnx',
      remedy: 'Export the model again.',
    });
  }
  await departures.close();
});

it('what was let go, or what nobody exported, is not there; no other file is', async () => {
  const { departures, folder } = await held();
  const { departure } = await departures.keep([{ name: 'a.onnx', bytes: large.slice(0, 10) }]);
  for (const name of ['b.onnx', '../a.onnx', '/etc/hostname', '']) {
    await expect(departures.piece(departure, name, 0)).rejects.toMatchObject({ code: 'not-found' });
  }
  expect(await departures.piece(departure, 'a.onnx', 1e12)).toHaveLength(0);
  await departures.drop(departure);
  await departures.drop(departure);
  await expect(departures.piece(departure, 'a.onnx', 0)).rejects.toMatchObject({
    code: 'not-found',
    message: 'does not wait to be fetched any more.',
  });
  expect(readdirSync(folder)).toEqual([]);
});

it.each([true, false])(
  'of many that nobody fetches the newest wait; none is left when the engine ends (writes to its lab: %s)',
  async (isHeld) => {
    const { departures, folder, other } = await held(isHeld);
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      ids.push((await departures.keep([{ name: 'a', bytes: large.slice(0, 1) }])).departure);
    }
    expect(readdirSync(folder)).toHaveLength(4);
    expect(readdirSync(other)).toEqual([]);
    await expect(departures.piece(ids[1], 'a', 0)).rejects.toMatchObject({ code: 'not-found' });
    expect(await departures.piece(ids[2], 'a', 0)).toHaveLength(1);
    await departures.close();
    expect(existsSync(folder)).toBe(!isHeld);
    if (!isHeld) expect(readdirSync(folder)).toEqual([]);
  },
);

it('a file that cannot be kept leaves nothing', async () => {
  const { departures, folder } = await held();
  await expect(
    departures.keep([
      { name: 'a', bytes: large.slice(0, 1) },
      { name: 'no/b', bytes: large.slice(0, 1) },
    ]),
  ).rejects.toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual([]);
});

it('an engine that is killed while a model waits leaves nothing that the next one does not clear away', async () => {
  const { lab } = await studiedLab();
  const engine = await startEngine({ lab, workers: 1 });
  const [{ id }] = await engine.request('models.list', {});
  // Takes the write lock.
  await engine.request('models.rename', { model: id, name: 'waiting' });
  const { files } = await engine.request('models.export', { model: id, form: 'safetensors', stem: 'waiting' });
  const waiting = readdirSync(layout.departures(lab), { recursive: true }).map(String);
  expect(waiting.some((name) => name.endsWith(files[0].name))).toBe(true);
  process.kill(engine.pid, 'SIGKILL');
  await engine.close();
  expect(existsSync(layout.departures(lab))).toBe(true);

  const next = await startEngine({ lab, workers: 1 });
  onTestFinished(() => next.close());
  await next.request('models.rename', { model: id, name: null });
  expect(existsSync(layout.departures(lab))).toBe(false);
});
