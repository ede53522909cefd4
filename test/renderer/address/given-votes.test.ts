import { expect, it } from 'vitest';
import { hrefToVotes, votesIn, type GivenVotes } from '../../../src/renderer/address/given-votes';
import { parseRoute } from '../../../src/renderer/address/route';
import { asked, draftOf } from '../../../src/renderer/certificates/question';

const given: GivenVotes = {
  pools: [
    { name: 'image + a,b&c', elements: 784, drawn: 40 },
    { name: 'text', elements: 12, drawn: 3 },
  ],
  votes: [98, 0, 2],
  alpha: 0.001,
  strict: true,
  attack: 'delete',
};

it('votes come to the calculator by the address as they were', () => {
  const href = hrefToVotes(given)!;
  const read = votesIn(parseRoute(href))!;
  expect(parseRoute(href).page).toBe('certificates');
  expect(read).toEqual(given);
  expect(asked(draftOf(read)!).question).toMatchObject({
    attack: 'delete',
    names: ['image + a,b&c', 'text'],
    modalities: [
      { n: 784, k: 40 },
      { n: 12, k: 3 },
    ],
    vote: { votes: [98, 0, 2], alpha: 0.001, strict: true },
  });
});

it('more than the calculator takes leads nowhere, and what somebody typed gives nothing', () => {
  expect(hrefToVotes({ ...given, votes: Array.from({ length: 251 }, () => 1) })).toBeNull();
  // What an address can hold, the form has room for.
  expect(draftOf({ ...given, votes: Array.from({ length: 250 }, () => 100_000) })).not.toBeNull();
  expect(votesIn({ query: {} })).toBeNull();
  expect(votesIn({ query: { votes: '980,15,5' } })).toBeNull();
  expect(votesIn({ query: { votes: '{"votes":[1,2]}' } })).toBeNull();
});
