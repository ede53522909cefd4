import { expect, it, vi } from 'vitest';
import { CommandRegistry } from '../../../src/renderer/commands/commands';

it('runs the newest offer of a command, and the one before when that is taken back', () => {
  const registry = new CommandRegistry();
  const [first, second] = [vi.fn(), vi.fn()];
  expect(registry.run('view.refresh')).toBe(false);
  registry.offer('view.refresh', first);
  const takeBack = registry.offer('view.refresh', second);
  expect(registry.run('view.refresh')).toBe(true);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  takeBack();
  registry.run('view.refresh');
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

it('tells what is offered, with a new set after each change', () => {
  const registry = new CommandRegistry();
  const told = vi.fn();
  registry.subscribe(told);
  const before = registry.available();
  const takeBack = registry.offer('run.stop', () => undefined);
  const after = registry.available();
  expect(after).not.toBe(before);
  expect([...after]).toEqual(['run.stop']);
  takeBack();
  expect(registry.available().size).toBe(0);
  expect(told).toHaveBeenCalledTimes(2);
});
