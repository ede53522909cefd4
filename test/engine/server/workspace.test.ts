import { expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../../src/host/engine-client';
import { tinyLab } from '../../support/tiny-lab';

it('of many writes from one revision exactly one is taken, and a killed engine leaves it whole', async () => {
  const lab = await tinyLab();
  const engine = await startEngine({ lab });
  onTestFinished(() => engine.close());
  expect(await engine.request('workspace.read', {})).toBeNull();
  const write = (base: number | null, content: string) => engine.request('workspace.write', { base, content });
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => write(null, `${index}`)));
  const taken = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await engine.request('workspace.read', {})).toEqual({ revision: 1, content: `${taken}` });

  const large = JSON.stringify('x'.repeat(4 * 1024 * 1024 - 2));
  expect(await write(1, large)).toEqual({ revision: 2 });
  const last = write(2, '"last"').catch(() => undefined);
  process.kill(engine.pid, 'SIGKILL');
  await last;
  const next = await startEngine({ lab });
  onTestFinished(() => next.close());
  const found = await next.request('workspace.read', {});
  expect([large, '"last"']).toContain(found?.content);
});
