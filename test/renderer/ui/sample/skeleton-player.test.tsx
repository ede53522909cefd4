import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { SampleView } from '../../../../src/renderer/ui/sample/SampleView';
import { smallSkeleton } from '../../../shared/small-skeleton';

const words = texts.ui.skeleton;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(props: Partial<Parameters<typeof SampleView>[0]> = {}): void {
  render(
    <MantineProvider>
      <SampleView sample={{ values: { body: smallSkeleton() } }} size={230} {...props} />
    </MantineProvider>,
  );
}
const wait = (milliseconds: number): void => {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
};
const count = (look: string): number => document.querySelectorAll(`circle[class*="${look}"]`).length;

it('stands still until it is played, then goes round, as fast as is chosen, and holds', () => {
  show();
  screen.getByText(words.place('2', '3'));
  wait(1000);
  screen.getByText(words.place('2', '3'));
  fireEvent.click(screen.getByRole('button', { name: words.play('body') }));
  wait(90);
  screen.getByText(words.place('3', '3'));
  wait(90);
  screen.getByText(words.place('1', '3'));
  fireEvent.change(screen.getByLabelText(words.speed('body')), { target: { value: '0.25' } });
  wait(90);
  screen.getByText(words.place('1', '3'));
  wait(270);
  screen.getByText(words.place('2', '3'));
  fireEvent.click(screen.getByRole('button', { name: words.pause('body') }));
  wait(1000);
  screen.getByText(words.place('2', '3'));
});

it('goes by the arrow keys of its scrubber, which hold it', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: words.play('body') }));
  const scrubber = screen.getByRole('slider', { name: words.step('body') });
  fireEvent.keyDown(scrubber, { key: 'Home' });
  screen.getByText(words.place('1', '3'));
  fireEvent.keyDown(scrubber, { key: 'ArrowRight' });
  screen.getByText(words.place('2', '3'));
  wait(1000);
  screen.getByText(words.place('2', '3'));
});

it('draws bodies as they come, and removed joints hollow for their steps, which the scrubber marks', () => {
  show({ removed: [{ kind: 'skeleton', modality: 'body', box: [1, 1, 1, 2] }] });
  screen.getByRole('img', { name: words.removed('body', '1 block of joints') });
  screen.getByRole('img', { name: words.spans(words.span('2', '3')) });
  expect([count('is'), count('gone')]).toEqual([4, 1]);
  fireEvent.keyDown(screen.getByRole('slider'), { key: 'Home' });
  expect([count('is'), count('gone')]).toEqual([3, 0]);
});

it('shows moved joints beside where they were, from another side if need be, or all of it as numbers', () => {
  const before = { values: { body: smallSkeleton() } };
  show({ sample: { values: { body: smallSkeleton({ 19: 180 }) } }, before });
  expect(count('was')).toBe(1);
  screen.getByText(new RegExp(words.moved, 'u'));
  const look = (value: string): void => {
    fireEvent.change(screen.getByLabelText(words.aspect('body')), { target: { value } });
  };
  look('side');
  expect(count('was')).toBe(0);
  look('numbers');
  screen.getByRole('img', { name: texts.ui.sample.image('body') });
  expect(screen.queryByRole('slider')).toBeNull();
});

it('a small one moves while it is pointed at, and a thumbnail never', () => {
  show({ size: 120 });
  const stack = screen.getByRole('button').parentElement!.parentElement!;
  const at = (): string | null => screen.getByRole('slider').getAttribute('aria-valuenow');
  fireEvent.pointerEnter(stack);
  wait(90);
  expect(at()).toBe('3');
  fireEvent.pointerLeave(stack);
  wait(1000);
  expect(at()).toBe('3');
  cleanup();
  show({ size: 56 });
  expect(screen.queryByRole('button')).toBeNull();
});

it('a small one does not move by itself where the machine asks for less motion', () => {
  const calm = (query: string) => ({
    ...{ matches: query.includes('reduce'), media: query, onchange: null },
    ...{ addEventListener: vi.fn(), removeEventListener: vi.fn(), addListener: vi.fn(), removeListener: vi.fn() },
    dispatchEvent: vi.fn(),
  });
  vi.stubGlobal('matchMedia', calm);
  show({ size: 120 });
  fireEvent.pointerEnter(screen.getByRole('button').parentElement!.parentElement!);
  wait(1000);
  expect(screen.getByRole('slider').getAttribute('aria-valuenow')).toBe('2');
  fireEvent.click(screen.getByRole('button'));
  wait(90);
  expect(screen.getByRole('slider').getAttribute('aria-valuenow')).toBe('3');
  vi.unstubAllGlobals();
});
