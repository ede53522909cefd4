import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder';
import { control, record } from './traffic';

/** Each asks for a name and is refused for how it asks, before anybody is asked. */
const asking: readonly string[] = [
  `require('node:dns').lookup('NAME', { family: 5 }, () => undefined)`,
  `require('node:dns').resolve4('NAME')`,
  `require('node:dns').promises.lookup('NAME', { family: 5 })`,
  `require('node:dns/promises').resolve('NAME', 'NONE')`,
  `new (require('node:dns').Resolver)().resolve4('NAME')`,
  `new (require('node:dns').promises.Resolver)().resolve('NAME', 'NONE')`,
  `import('node:dns/promises').then(({ lookup }) => lookup('NAME', { family: 5 }))`,
];

test('a name is recorded however it is asked for, as a connection is', async () => {
  const recording = record(await temporaryFolder(), 'names');
  const seen = (): readonly string[] =>
    recording.connections().flatMap(({ kind, what }) => (kind === 'started' ? [] : [`${kind} ${what}`]));
  for (const [index, program] of asking.entries()) {
    recording.runInNode(
      `(async () => ${program.replace('NAME', `name-${String(index)}.invalid`)})().catch(() => undefined)`,
    );
  }
  expect(seen()).toEqual(asking.map((_, index) => `name name-${String(index)}.invalid`));
  recording.connectFromNode(control);
  expect(seen().at(-1)).toBe(`connect ${control.host}:${String(control.port)}`);
});
