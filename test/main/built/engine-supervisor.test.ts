import { expect, onTestFinished, test, vi } from 'vitest';
import { EngineSupervisor, type EngineState } from '../../../src/main/engine-supervisor';
import { temporaryFolder } from '../../support/temporary-folder';

interface Supervised {
  readonly supervisor: EngineSupervisor;
  readonly states: readonly EngineState[];
}

function supervise(lab: string): Supervised {
  const states: EngineState[] = [];
  const supervisor = new EngineSupervisor({
    lab,
    devices: () => [],
    predictors: () => false,
    onNotification: () => undefined,
    onState: (state) => states.push(state),
  });
  onTestFinished(() => supervisor.close());
  return { supervisor, states };
}

function kill(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

test('a request waits for the engine that starts', async () => {
  const { supervisor, states } = supervise(await temporaryFolder());
  const { pid } = await supervisor.request('engine.hello', {});
  expect(pid).toBeGreaterThan(0);
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready']);
});

test('a killed engine is started anew, its end told with the reason', async () => {
  const { supervisor, states } = supervise(await temporaryFolder());
  const first = await supervisor.request('engine.hello', {});
  kill(first.pid);
  await vi.waitUntil(() => states.filter(({ state }) => state === 'ready').length === 2, 20_000);
  const second = await supervisor.request('engine.hello', {});
  expect(second.pid).not.toBe(first.pid);
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'gone', 'starting', 'ready']);
  expect(states[2]?.reason).toContain('SIGKILL');
});

test('one that ends again and again is left alone until it is asked for', async () => {
  const { supervisor, states } = supervise(await temporaryFolder());
  for (let ready = 1; ready <= 3; ready += 1) {
    await vi.waitUntil(() => states.filter(({ state }) => state === 'ready').length === ready, 20_000);
    kill((await supervisor.request('engine.hello', {})).pid);
  }
  await vi.waitUntil(() => supervisor.state.reason.includes('3 times'), 20_000);
  expect(supervisor.state.state).toBe('gone');
  await expect(supervisor.request('engine.hello', {})).rejects.toMatchObject({ code: 'internal' });
  await supervisor.restart();
  expect(supervisor.state.state).toBe('ready');
  expect((await supervisor.request('engine.hello', {})).pid).toBeGreaterThan(0);
});

test('restarting replaces a living engine', async () => {
  const { supervisor } = supervise(await temporaryFolder());
  const first = await supervisor.request('engine.hello', {});
  await supervisor.restart();
  const second = await supervisor.request('engine.hello', {});
  expect(second.pid).not.toBe(first.pid);
  expect(() => {
    process.kill(first.pid, 0);
  }).toThrow('ESRCH');
});
