/** Sounds to listen to: what is written has the spectrogram that it was made up to, as far as is measured and said. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withSound } from '../../../../src/engine/data/export-files/listening';
import { soundFile } from '../../../../src/engine/data/export-files/sound-file';
import type { ValueFile } from '../../../../src/engine/data/export-files/value-files';
import { wavFile } from '../../../../src/engine/data/export-files/wav-file';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { openDataset } from '../../../../src/engine/data/open';
import { longHiss, readRecordings, sound, spoken } from '../../../../src/engine/data/shipped/spoken-digits';
import { soundSetting } from '../../../../src/engine/data/sound-setting';
import { samplesOf, spectrogramOf, type SpectrogramSetting } from '../../../../src/engine/data/sound/spectrogram';
import { decodeWav } from '../../../../src/engine/data/sound/wav';
import { pauseWith } from '../../../../src/engine/pause';
import { randomFrom } from '../../../../src/engine/random';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import { ColumnMapping, type MappingInput } from '../../../../src/shared/mapping/mapping';
import { wav, writeFiles } from '../mapped/source-folder';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const pause = (): Promise<void> => Promise.resolve();

/** Measured: spoken digits 0.003 to 0.035; the chirp 0.155, as what leaks is heard in the silence beside a tone. */
const bounds = { spoken: 0.045, chirp: 0.17 };

async function recordings(): Promise<readonly Float32Array[]> {
  const all = await readRecordings('resources/data');
  const noise = longHiss(randomFrom('test', 'hiss'));
  return [3, 11, 22, 38].map((at) => spoken(all[at], noise, randomFrom('test', at)));
}

/** From 200 to 3200 Hz. */
function chirp(): Float32Array {
  const length = samplesOf(sound);
  return Float32Array.from({ length }, (_, at) => {
    const time = at / sound.rate;
    return 0.5 * Math.sin(2 * Math.PI * (200 + (1500 * at) / length) * time);
  });
}

function levelsIn(setting: SpectrogramSetting, samples: Float32Array): Float32Array {
  return Float32Array.from(spectrogramOf(setting)(samples), (level) => level / 255);
}

function convergence(one: Float32Array, other: Float32Array): number {
  return Math.hypot(...one.map((level, at) => level - other[at])) / Math.hypot(...other);
}

describe('a sound made up to a spectrogram', () => {
  it('has that spectrogram, nearly, and says how nearly', async () => {
    for (const [samples, bound] of [
      ...(await recordings()).map((samples) => [samples, bounds.spoken] as const),
      [chirp(), bounds.chirp] as const,
    ]) {
      const levels = levelsIn(sound, samples);
      const { bytes, gain, spectralConvergence } = await soundFile(sound, levels, pause);
      const file = decodeWav(bytes, () => Infinity);
      expect([file.rate, file.samples.length]).toEqual([8000, samplesOf(sound)]);
      const own = levelsIn(
        sound,
        file.samples.map((sample) => sample / gain),
      );
      // Levels of data have 8 bits.
      expect(Math.abs(spectralConvergence - convergence(own, levels))).toBeLessThan(0.005);
      expect(spectralConvergence).toBeLessThan(bound);
      const again = await soundFile(sound, levels, pause);
      expect(Buffer.from(again.bytes).equals(bytes)).toBe(true);
    }
  });

  it('of levels of other bands or times is far off', async () => {
    const [samples] = await recordings();
    const levels = levelsIn(sound, samples);
    const upside = levels.map(
      (_, at) => levels[(sound.bands - 1 - Math.floor(at / sound.frames)) * sound.frames + (at % sound.frames)],
    );
    const backwards = levels.map((_, at) => levels[at - (at % sound.frames) + sound.frames - 1 - (at % sound.frames)]);
    const louder = levels.map((level) => Math.min(1, level + 0.1));
    for (const spoilt of [upside, backwards, louder]) {
      const { bytes, gain } = await soundFile(sound, spoilt, pause);
      const own = levelsIn(
        sound,
        decodeWav(bytes, () => Infinity).samples.map((sample) => sample / gain),
      );
      expect(convergence(own, levels)).toBeGreaterThan(3 * bounds.spoken);
    }
  });

  it('is silent of silence, and made quieter where it would be cut', async () => {
    const none = await soundFile(sound, new Float32Array(sound.bands * sound.frames), pause);
    expect([none.gain, none.spectralConvergence]).toEqual([1, 0]);
    expect(decodeWav(none.bytes, () => Infinity).samples.every((sample) => sample === 0)).toBe(true);
    const most = await soundFile(sound, new Float32Array(sound.bands * sound.frames).fill(1), pause);
    const { samples } = decodeWav(most.bytes, () => Infinity);
    expect(most.gain).toBeLessThan(0.5);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeCloseTo(1, 3);
    expect(most.spectralConvergence).toBeLessThan(bounds.spoken);
  });

  it('is not made when it is not wanted any more', async () => {
    const stopped = pauseWith(() => {
      throw new Error('stopped');
    });
    await expect(soundFile(sound, new Float32Array(sound.bands * sound.frames), stopped)).rejects.toThrow('stopped');
  });
});

const input = {
  kind: 'audio',
  name: 'song',
  file: '{sound}',
  rate: 8000,
  bands: 24,
  frames: 32,
  hop: 160,
} as const;

async function importedWavs(name: string, files: Readonly<Record<string, Uint8Array>>) {
  const directory = join(folder.path, `source-${name}`);
  const lines = Object.keys(files).map((file, at) => `${file},${at % 2 === 0 ? 'one' : 'two'}`);
  await writeFiles(directory, { ...files, 'list.csv': ['sound,word', ...lines, ''].join('\n') });
  const draft: MappingInput = {
    format: 'muroan.mapping',
    formatVersion: 1,
    source: { kind: 'files', parts: [{ files: ['list.csv'] }] },
    inputs: [input],
    label: { kind: 'class', column: 'word' },
    split: { kind: 'drawn', test: 0.5, validation: 0, by: 'sample' },
  };
  const target = join(folder.path, name);
  await importMapped({ directory, folder: target, name, title: name, mapping: ColumnMapping.parse(draft) });
  return openDataset(target);
}

it('recordings that were imported leave as WAV, and come back with nearly the same spectrograms', async () => {
  const samples = [...(await recordings()), chirp()];
  const dataset = await importedWavs(
    'first',
    Object.fromEntries(
      samples.map((one, at) => [
        `${String(at)}.wav`,
        wav(
          [...one].map((level) => Math.max(-1, Math.min(1, level))),
          8000,
        ),
      ]),
    ),
  );
  const { setting } = soundSetting(dataset.manifest, 'song');
  expect(setting).toMatchObject({ rate: 8000, bands: 24, frames: 32, hop: 160, hertz: [60, 4000], range: 60 });
  const rows = samples.map((_, row) => dataset.sample(row).inputs.song as Float32Array);
  const made = await Promise.all(rows.map((levels) => soundFile(setting!, levels, pause)));
  const again = await importedWavs(
    'again',
    Object.fromEntries(made.map(({ bytes }, at) => [`${String(at)}.wav`, bytes])),
  );
  rows.forEach((levels, row) => {
    const own = again.sample(row).inputs.song as Float32Array;
    const { gain, spectralConvergence } = made[row];
    // What was made quieter comes back so.
    const louder = own.map((level) => (level === 0 ? 0 : Math.min(1, level - (20 * Math.log10(gain)) / 60)));
    expect(Math.abs(convergence(louder, levels) - spectralConvergence), String(row)).toBeLessThan(0.01);
  });
});

describe('parameters of sound', () => {
  const spec = {
    kind: 'audio',
    height: 24,
    width: 32,
    channels: 1,
    mean: [0],
    std: [1],
    seconds: 1,
    hertz: [60, 4000],
  };
  const manifest = (change: object, of: object = spec): DatasetManifest =>
    ({
      preparation: { name: 'mapped', version: 1, seed: 0 },
      modalities: { song: of },
      mapping: { inputs: [{ ...input, hertz: [60, 4000], range: 60, ...change }] },
    }) as unknown as DatasetManifest;
  const reason = (held: DatasetManifest): string | null => {
    const made = soundSetting(held, 'song');
    return made.setting === null ? made.reason : null;
  };

  it('are those that the data set was made by', () => {
    expect(reason(manifest({}))).toBeNull();
    expect(reason({ ...manifest({}), mapping: undefined })).toMatch(/does not tell how these were made/u);
    expect(reason(manifest({ kind: 'spectrogram' }))).toMatch(/does not tell how these were made/u);
  });

  it.each([
    ['other bands', { bands: 128 }, spec],
    ['other frames', { frames: 512 }, spec],
    ['other edges', { hertz: [0, 4000] }, spec],
    ['edges the wrong way', { hertz: [4000, 60] }, { ...spec, hertz: [4000, 60] }],
    ['edges beyond half the rate', { rate: 1000 }, spec],
    ['edges that are no numbers', { hertz: [NaN, 4000] }, { ...spec, hertz: [NaN, 4000] }],
  ])('that are %s are not believed', (_title, change, of) => {
    expect(reason(manifest(change, of))).toMatch(/is not true of them/u);
  });

  it('that leave holes between frames make no sound, as do levels that are no numbers', async () => {
    expect(reason(manifest({ hop: 8192 }))).toMatch(/begin 8192 apart/u);
    expect(reason(manifest({ hop: 256 }))).toBeNull();
    const file: ValueFile = {
      name: 'song.clean.npy',
      modality: 'song',
      role: 'clean',
      bytes: new Uint8Array(0),
      largestRounding: null,
      spectralConvergence: null,
      note: 'levels',
    };
    const levels = new Float32Array(24 * 32);
    const [first, second] = await withSound(file, levels, soundSetting(manifest({}), 'song'), pause);
    expect(first).toEqual(file);
    expect(second).toMatchObject({ name: 'song.clean.wav', spectralConvergence: 0 });
    expect(second.note).toMatch(/made up to the spectrogram/u);
    expect(await withSound(file, levels.fill(NaN, 3, 4), soundSetting(manifest({}), 'song'), pause)).toEqual([
      { ...file, note: 'levels; no WAV: a level is no number' },
    ]);
    expect(await withSound(file, levels, soundSetting(manifest({ hop: 300 }), 'song'), pause)).toHaveLength(1);
  });

  it('of the smallest and the longest that can be asked for end in time', async () => {
    for (const own of [
      { rate: 1000, bands: 4, frames: 4, hop: 16, hertz: [0, 1], range: 10 },
      { rate: 48_000, bands: 128, frames: 512, hop: 256, hertz: [0, 24_000], range: 120 },
    ] satisfies SpectrogramSetting[]) {
      const random = randomFrom('test', own.frames);
      const levels = Float32Array.from({ length: own.bands * own.frames }, () => random.uniform());
      const begun = performance.now();
      const { bytes, spectralConvergence } = await soundFile(own, levels, pause);
      expect(bytes.length).toBe(44 + 2 * samplesOf(own));
      expect(spectralConvergence).toBeLessThan(1);
      expect(performance.now() - begun).toBeLessThan(20_000);
    }
  });
});

it('a WAV is cut nowhere', () => {
  const { bytes, gain } = wavFile(Float64Array.of(0, 2, -4), 8000);
  const { samples } = decodeWav(bytes, () => Infinity);
  expect(gain).toBeCloseTo(0.25, 4);
  expect([...samples].map((sample) => Number((sample / gain).toFixed(3)))).toEqual([0, 2, -4]);
});
