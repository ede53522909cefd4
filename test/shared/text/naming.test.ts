import { describe, expect, it } from 'vitest';
import { slug, titleFrom } from '../../../src/shared/text/naming';

describe('names', () => {
  it.each([
    ['Demo: Caption match (quick)', 'demo-caption-match-quick'],
    ['__Hateful_Memes 2!', 'hateful-memes-2'],
    ['日本', ''],
    ['a'.repeat(70), 'a'.repeat(60)],
  ])('of %j a file name is %j', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it('and of a name a title', () => {
    expect(titleFrom('hateful-memes-2')).toBe('Hateful memes 2');
  });
});
