import { describe, expect, test } from 'vitest';
import { contrast, luminance, readable, rgbOf } from '../../../src/renderer/charts/contrast';
import { inkOnRamp, rampAt, rampScale } from '../../../src/renderer/charts/ramp';
import { inkOf, paperOf } from '../../../src/renderer/charts/themed';
import { confusionChart } from '../../../src/renderer/models/model/confusion-chart';

/** Every thousandth of the way: finer than the colours of a screen. */
const steps = Array.from({ length: 1001 }, (_, index) => index / 1000);

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const paper = rgbOf(paperOf(scheme));

  test('text can be read on every step of the ramp', () => {
    for (const strength of steps) {
      const found = contrast(rgbOf(inkOnRamp(scheme, strength)), rampAt(scheme, strength));
      expect(found, String(strength)).toBeGreaterThanOrEqual(readable);
    }
  });

  test('the ramp goes from the ground one way, far enough to tell its ends at a glance', () => {
    expect(rampAt(scheme, 0)).toEqual(paper);
    const lights = steps.map((strength) => luminance(rampAt(scheme, strength)));
    const away = scheme === 'dark' ? 1 : -1;
    for (let step = 1; step < lights.length; step += 1) {
      expect(away * (lights[step] - lights[step - 1])).toBeGreaterThanOrEqual(0);
    }
    // WCAG 2.2, 1.4.11: what shows something besides text.
    expect(contrast(rampAt(scheme, 1), paper)).toBeGreaterThanOrEqual(3);
    expect(rampScale(scheme, true).map(([, colour]) => colour)).toEqual(
      [0, 1].map((strength) => `rgb(${rampAt(scheme, strength).join(', ')})`),
    );
  });

  test('numbers can be read on every step of the wash of a confusion matrix', () => {
    const [[, none], [, all]] = confusionChart([[1]], ['one']).data[0].colorscale as [number, string][];
    const [red, green, blue, opacity] = [...all.matchAll(/[\d.]+/gu)].map(([part]) => Number(part));
    expect(none).toBe(`rgba(${[red, green, blue, 0].join(', ')})`);
    for (const share of steps) {
      const [r, g, b] = [red, green, blue].map((part, at) => paper[at] + share * opacity * (part - paper[at]));
      expect(contrast(rgbOf(inkOf(scheme)), [r, g, b]), String(share)).toBeGreaterThanOrEqual(readable);
    }
  });
});
