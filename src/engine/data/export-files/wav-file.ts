const HEADER = 44;
const FULL = 2 ** 15;

export interface WavFile {
  readonly bytes: Uint8Array;
  /** What all samples were multiplied by, so that none is cut; 1 where none would be. */
  readonly gain: number;
}

/** PCM of 16 bits, one channel (Multimedia Programming Interface and Data Specifications 1.0). @param samples finite */
export function wavFile(samples: Float64Array, rate: number): WavFile {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const gain = Math.min(1, (FULL - 1) / FULL / loudest);
  const bytes = new Uint8Array(HEADER + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, words: string): void => {
    bytes.set(new TextEncoder().encode(words), at);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, at) => {
    view.setInt16(HEADER + 2 * at, Math.round(FULL * gain * sample), true);
  });
  return { bytes, gain };
}
