/** A sound to a log-mel spectrogram: what it could have been. */
import { randomFrom } from '../../random';
import type { Pause } from '../../pause';
import { BandPowers } from './band-powers';
import { BINS } from './fourier';
import { ShortTimeTransform, type Frames } from './short-time';
import { samplesOf, type SpectrogramSetting } from './spectrogram';

/** Until the powers of bands are met where they can be. */
const FIRST_STEPS = 30;
const STEPS = 60;
/** How much of a step is carried on into the next one; the paper finds 0.99 best. */
const MOMENTUM = 0.99;

/**
 * A sound whose log-mel spectrogram is near the levels that are given, by the fast Griffin-Lim algorithm (Perraudin, Balazs &
 * Søndergaard, WASPAA 2013). What it holds fixed are the powers of bands, not magnitudes: of all spectra with such bands it takes
 * one near that of the sound so far (`BandPowers`). Spectrograms tell no phases and of a band only its power: other sounds have the
 * same one.
 *
 * @param levels [bands, frames] from 0 to 1, the highest band first
 * @returns `samplesOf` samples, the same for equal levels; louder than [−1, 1] where the levels ask for it
 */
export async function soundOf(
  setting: SpectrogramSetting,
  levels: ArrayLike<number>,
  pause: Pause,
): Promise<Float64Array> {
  const { frames, hop } = setting;
  const wanted = new BandPowers(setting, levels);
  const transform = new ShortTimeTransform(frames, hop, samplesOf(setting));
  const powers = new Float64Array(frames * BINS).fill(1);
  const approach = (): void => {
    for (let frame = 0; frame < frames; frame += 1)
      wanted.approach(frame, powers.subarray(frame * BINS, (frame + 1) * BINS));
  };
  for (let step = 0; step < FIRST_STEPS; step += 1) {
    await pause();
    approach();
  }
  let ahead = drawnPhases(frames);
  let before: Frames | null = null;
  for (let step = 0; ; step += 1) {
    await pause();
    const sound = transform.sound(withPowers(ahead, powers));
    if (step === STEPS) return sound;
    const now = transform.frames(sound);
    ahead =
      before === null
        ? now
        : { real: onwards(now.real, before.real), imaginary: onwards(now.imaginary, before.imaginary) };
    before = now;
    powers.forEach((_, at) => (powers[at] = now.real[at] ** 2 + now.imaginary[at] ** 2));
    approach();
  }
}

function drawnPhases(frames: number): Frames {
  const random = randomFrom('sound of a spectrogram', 'phases');
  const angles = Float64Array.from({ length: frames * BINS }, () => 2 * Math.PI * random.uniform());
  return { real: angles.map(Math.cos), imaginary: angles.map(Math.sin) };
}

function onwards(now: Float64Array, before: Float64Array): Float64Array {
  return now.map((value, at) => value + MOMENTUM * (value - before[at]));
}

/** Every number with the power that is wanted, and its own phase. */
function withPowers({ real, imaginary }: Frames, powers: Float64Array): Frames {
  const factors = powers.map((power, at) => {
    const own = real[at] ** 2 + imaginary[at] ** 2;
    return own === 0 ? 0 : Math.sqrt(power / own);
  });
  return {
    real: real.map((value, at) => value * factors[at]),
    imaginary: imaginary.map((value, at) => value * factors[at]),
  };
}
