import { describe, expect, it } from 'vitest';
import { decodeSound } from '../../../../src/engine/data/sound/decode-sound';
import { frameChecksum, headerChecksum } from '../../../../src/engine/data/sound/flac-checksums';
import { resampled } from '../../../../src/engine/data/sound/resample';
import { tone, wav } from './source-folder';
import { flac } from './flac-encoder';

const all = (): number => Infinity;

describe('a recording', () => {
  it('in WAV of 16 bits has its samples', () => {
    const { rate, samples } = decodeSound(wav([0, 0.5, -0.5], 8000), all);
    expect(rate).toBe(8000);
    expect(samples[1]).toBeCloseTo(0.5, 4);
    expect(samples[2]).toBeCloseTo(-0.5, 4);
  });

  it.each(['verbatim', 'constant', 'fixed', 'linear', 'mid-side', 'left-side', 'side-right', 'wasted'] as const)(
    'in FLAC is what was encoded: %s',
    (form) => {
      const left = tone(440, 8000, 0.1).map((value) => Math.round(value * 30_000));
      const right = tone(300, 8000, 0.1).map((value) => Math.round(value * 20_000));
      const channels =
        form === 'constant'
          ? [left.map(() => -77)]
          : form === 'wasted'
            ? [left.map((value) => value * 2)]
            : form.includes('side')
              ? [left, right]
              : [left];
      const bits = form === 'wasted' ? 17 : 16;
      const { rate, samples } = decodeSound(flac(channels, 8000, bits === 17 ? 20 : 16, form), all);
      expect(rate).toBe(8000);
      const full = bits === 17 ? 2 ** 19 : 2 ** 15;
      const expected = channels[0].map((_, at) =>
        Math.fround(channels.reduce((sum, channel) => sum + channel[at], 0) / channels.length / full),
      );
      expect([...samples]).toEqual(expected);
    },
  );

  it('in FLAC is not heard when a bit of it is damaged anywhere behind its description', () => {
    const whole = flac([tone(440, 8000, 0.02).map((value) => Math.round(value * 30_000))], 8000, 16, 'verbatim');
    for (let at = 42; at < whole.length; at += 1) {
      const damaged = Uint8Array.from(whole);
      damaged[at] ^= 4;
      expect(() => decodeSound(damaged, all), String(at)).toThrow(/^The FLAC/u);
    }
    const otherDigest = Uint8Array.from(whole);
    otherDigest[30] ^= 1;
    expect(() => decodeSound(otherDigest, all)).toThrow('The FLAC file is corrupt.');
  });

  it('in FLAC has the checksums that are published for 123456789', () => {
    const digits = Buffer.from('123456789');
    expect([headerChecksum(digits), frameChecksum(digits)]).toEqual([0xf4, 0xfee8]);
  });

  it('at another rate keeps a tone that both can hold, and loses one that the new cannot', () => {
    const power = (samples: Float32Array): number =>
      samples.subarray(200, 700).reduce((sum, one) => sum + one * one, 0) / 500;
    const low = resampled(Float32Array.from(tone(500, 44_100, 1)), 44_100, 8000, 1000);
    const high = resampled(Float32Array.from(tone(6000, 44_100, 1)), 44_100, 8000, 1000);
    expect(power(low)).toBeCloseTo(0.125, 2);
    expect(power(high)).toBeLessThan(1e-4);
    low.subarray(200, 700).forEach((value, at) => {
      expect(value).toBeCloseTo(0.5 * Math.sin((2 * Math.PI * 500 * (at + 200)) / 8000), 2);
    });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['other bytes', Buffer.from('RIFF....AVI LIST')],
    ['a WAV without samples', wav([], 8000)],
    ['a WAV cut short in its format', wav([0.1], 8000).slice(0, 20)],
    [
      'a FLAC cut short',
      flac([tone(440, 8000, 0.1).map((value) => Math.round(value * 30_000))], 8000, 16, 'verbatim').slice(0, 60),
    ],
  ])('that is %s is refused', (_title, bytes) => {
    expect(() => decodeSound(bytes, all)).toThrow(/^The (?:sound|WAV|FLAC)/);
  });
});
