import { describe, expect, it } from 'vitest';
import { hrefTo, parseRoute } from '../../../src/renderer/address/route';

describe('routes', () => {
  it.each([
    ['', { page: 'start', path: [], query: {} }],
    ['#/', { page: 'start', path: [], query: {} }],
    ['#/runs', { page: 'runs', path: [], query: {} }],
    ['#/runs/a%2Fb?tab=curves&q=x%20y', { page: 'runs', path: ['a/b'], query: { tab: 'curves', q: 'x y' } }],
    ['#/nowhere/at/all', { page: 'start', path: [], query: {}, missing: 'nowhere' }],
    ['#/runs/%E0%A4%A', { page: 'runs', path: ['%E0%A4%A'], query: {} }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('come back from what they are written as', () => {
    const href = hrefTo('compare', ['a b', 'ü/?'], { runs: '1,2', note: 'a&b=c' });
    expect(parseRoute(href)).toEqual({ page: 'compare', path: ['a b', 'ü/?'], query: { runs: '1,2', note: 'a&b=c' } });
  });
});
