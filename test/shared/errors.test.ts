import { describe, expect, it } from 'vitest';
import { cancelled, fromWire, isCancelled, LabError, problemsIn, toWire, WireError } from '../../src/shared/errors';

describe('LabError', () => {
  it('reads as one line: where, what, remedy', () => {
    const error = new LabError('invalid', 'is 0.', { where: 'plan.seeds[0]', remedy: 'Give a number above 0.' });
    expect(error.toString()).toBe('plan.seeds[0]: is 0. Give a number above 0.');
    expect(new LabError('internal', 'Nobody knows.').toString()).toBe('Nobody knows.');
  });

  it('crosses a process border unchanged', () => {
    const error = new LabError('not-found', 'There is no run "x".', { where: 'run', remedy: 'See the list.' });
    const back = fromWire(JSON.parse(JSON.stringify(toWire(error))) as ReturnType<typeof toWire>);
    expect(back).toBeInstanceOf(LabError);
    expect([back.code, back.where, back.remedy, back.toString()]).toEqual([
      error.code,
      error.where,
      error.remedy,
      error.toString(),
    ]);
  });

  it('carries every problem of a value, each at its place', () => {
    const problems = [
      { where: 'plan.name', text: 'is missing.' },
      { where: 'plan.seeds', text: 'is 0: no list.' },
      { where: 'plan.attacks[1]', text: 'is another.', fault: { kind: 'same-as' as const, place: 'plan.attacks[0]' } },
    ];
    const wire = toWire(new LabError('invalid', 'is missing.', { where: 'plan.name', problems }));
    expect(fromWire(WireError.parse(JSON.parse(JSON.stringify(wire)))).problems).toEqual(problems);
  });

  it('tells what is wrong field by field, with the remedy', () => {
    const problems = [{ where: 'plan.name', text: 'is missing.' }];
    const told = new LabError('invalid', 'is missing.', { where: 'plan.name', remedy: 'Give one.' });
    expect(problemsIn(told)).toEqual([{ where: 'plan.name', text: 'is missing. Give one.' }]);
    expect(problemsIn(new LabError('invalid', 'is 0.', { where: 'plan', problems }))).toBe(problems);
    expect(problemsIn(new LabError('locked', 'Busy.'))).toEqual([]);
    expect(problemsIn(new LabError('locked', 'Busy.'), 'plan')).toEqual([{ where: 'plan', text: 'Busy.' }]);
  });

  it('leaves absent details absent', () => {
    expect(toWire(new LabError('locked', 'Busy.'))).toEqual({ code: 'locked', message: 'Busy.' });
  });
});

describe('toWire', () => {
  it.each(['ENOSPC', 'EDQUOT'])('knows a full disk by %s', (code) => {
    expect(toWire(Object.assign(new Error('write'), { code }))).toEqual({
      code: 'disk-full',
      message: 'The disk is full.',
      remedy: 'Free some space, then resume the run.',
    });
  });

  it.each([
    ['ENOTDIR', 'leads through a file'],
    ['EACCES', 'is not permitted to you (EACCES).'],
    ['EPERM', 'is not permitted to you (EPERM).'],
    ['EROFS', 'lies on a read-only file system.'],
  ])('takes a path refused by %s for no fault of the program', (code, message) => {
    const error = Object.assign(new Error('open'), { code, path: '/lab/lock' });
    expect(toWire(error)).toMatchObject({
      code: 'invalid',
      where: '/lab/lock',
      message: expect.stringContaining(message) as string,
      remedy: expect.any(String) as string,
    });
    expect(toWire(Object.assign(new Error('kill'), { code })).code).toBe('internal');
  });

  it('takes a new folder refused by ENOENT for no fault of the program, and anything else not found for one', () => {
    const missing = { code: 'ENOENT', path: '/proc/lab' };
    expect(toWire(Object.assign(new Error('mkdir'), { ...missing, syscall: 'mkdir' }))).toMatchObject({
      code: 'invalid',
      where: '/proc/lab',
      message: 'cannot be made: the file system takes no new folder there.',
    });
    expect(toWire(Object.assign(new Error('open'), { ...missing, syscall: 'open' })).code).toBe('internal');
  });

  it('keeps the stack of what is a fault of the program', () => {
    const wire = toWire(new TypeError('x is not a function'));
    expect(wire.code).toBe('internal');
    expect(wire.message).toContain('TypeError: x is not a function');
    expect(wire.message).toContain('errors.test.ts');
  });

  it('takes whatever was thrown', () => {
    expect(toWire('text')).toEqual({ code: 'internal', message: 'text' });
    expect(toWire(null)).toEqual({ code: 'internal', message: 'null' });
  });
});

describe('cancellation', () => {
  it('is told from other errors', () => {
    expect(isCancelled(cancelled())).toBe(true);
    expect(isCancelled(new LabError('internal', 'Cancelled.'))).toBe(false);
    expect(isCancelled(new Error('Cancelled.'))).toBe(false);
  });
});
