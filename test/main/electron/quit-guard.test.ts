import { expect, test } from 'vitest';
import { quitQuestion, quitTrouble, runsToResume, waitingQuestion } from '../../../src/main/electron/quit-guard';
import { endNotice } from '../../../src/main/electron/work-ended';
import { LabError, toWire } from '../../../src/shared/errors';
import type { QueueItem } from '../../../src/shared/runs/queue';

function item(id: string, state: QueueItem['state'], run: string | null = `run-${id}`): QueueItem {
  return {
    id,
    kind: run === null ? 'training' : 'study',
    title: `Work ${id}`,
    run,
    model: null,
    trains: [],
    state,
    progress: null,
  };
}

test('nothing is asked where nothing would be broken off', () => {
  expect(quitQuestion([])).toBeNull();
  expect(quitQuestion([item('a', 'paused'), item('b', 'waiting')])).toBeNull();
});

test('what is under way is named, and what waits is counted', () => {
  const question = quitQuestion([item('a', 'working'), item('b', 'waiting'), item('c', 'paused')]);
  expect(question?.message).toBe('Work is under way: Work a.');
  expect(question?.detail).toMatch(/^1 more waits in the queue\. /u);
});

test('where no window can, a dialog says what is waited for and what is recorded', () => {
  expect(waitingQuestion({ state: 'no' })).toBeNull();
  const works = [{ title: 'Work a', recorded: { done: 12, total: 40 } }];
  const waiting = waitingQuestion({ state: 'waiting', works });
  expect(waiting?.detail).toBe('Waiting for: Work a. Recorded and kept: 12 of 40 records of Work a.');
  expect(waiting?.decisions).toEqual(['keep-working', 'stop-now']);
  expect(waiting?.buttons).toEqual(['Keep working', 'Stop now']);
  const failed = waitingQuestion({ state: 'failed', works, reason: 'The engine ended.' });
  expect(failed?.detail).toMatch(/^The engine ended\. Recorded and kept: 12 of 40 records of Work a\. .*resumed/u);
  expect(failed?.buttons).toEqual(['Keep working', 'Try again', 'Stop now']);
});

test('a choice that cannot be carried out is said with why, what is kept and what to do', () => {
  const { message, detail } = quitTrouble(new LabError('disk-full', 'The disk is full.', { remedy: 'Make room.' }));
  expect(message).toContain('could not be done');
  expect(detail).toMatch(/^The disk is full\. Make room\. What is recorded is kept\. .*resumed/u);
});

test('runs under way and waiting go on next time; paused ones and trainings do not', () => {
  const items = [item('a', 'working'), item('b', 'paused'), item('c', 'waiting'), item('d', 'waiting', null)];
  expect(runsToResume(items)).toEqual(['run-a', 'run-c']);
});

test('an end is told, with its reason, unless the person made it', () => {
  const { id, kind, title, run, model } = item('a', 'working');
  const ended = { id, kind, title, run, model };
  expect(endNotice({ item: ended, outcome: 'done', error: null })).toEqual({ title: 'Run finished', body: 'Work a' });
  expect(
    endNotice({ item: ended, outcome: 'failed', error: toWire(new LabError('disk-full', 'The disk is full.')) }),
  ).toEqual({ title: 'Run failed', body: 'Work a: The disk is full.' });
  expect(endNotice({ item: ended, outcome: 'stopped', error: null })).toBeNull();
});
