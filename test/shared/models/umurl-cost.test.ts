import { describe, expect, it } from 'vitest';
import type { Plane } from '../../../src/shared/data/modality';
import { bodyCost } from '../../../src/shared/models/umurl-cost';

/** As released: 64 frames of two persons with 25 joints each. */
const released: Plane = { height: 50, width: 64, channels: 3 };

describe('the cost of an encoder of skeletons', () => {
  it('is what follows from the released shapes', () => {
    const of = (streams: 'fused' | 'joint' | 'three') => bodyCost({ streams, width: 1024 }, released);
    expect(of('fused').parameters).toBe(22_067_200);
    expect(of('joint').parameters).toBe(2_455_552 + 12_603_392);
    expect((of('joint').multiplyAdds / 1e9).toFixed(3)).toBe('0.870');
    expect((of('fused').multiplyAdds / 1e9).toFixed(3)).toBe('1.268');
    expect((of('three').multiplyAdds / 1e9).toFixed(3)).toBe('2.610');
    expect((of('fused').multiplyAdds / of('joint').multiplyAdds).toFixed(2)).toBe('1.46');
    expect((of('three').multiplyAdds / of('fused').multiplyAdds).toFixed(2)).toBe('2.06');
  });

  it.each([
    [1, { height: 1, width: 1, channels: 2 }],
    [4, { height: 5, width: 7, channels: 2 }],
    [64, { height: 15, width: 24, channels: 3 }],
    [4096, { height: 3, width: 300, channels: 3 }],
  ])('at width %d over %o is more fused than of one stream, and less than of three', (width, plane) => {
    const [one, fused, three] = (['joint', 'fused', 'three'] as const).map((streams) =>
      bodyCost({ streams, width }, plane),
    );
    for (const count of ['parameters', 'multiplyAdds'] as const) {
      expect(one[count]).toBeLessThan(fused[count]);
      expect(fused[count]).toBeLessThan(three[count]);
    }
  });
});
