import { appendFile, mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { RunLog, readRunLog } from '../../../src/engine/lab/run-log';
import { temporaryFolder } from '../../support/temporary-folder';

const run = 'any';

it('is read on from a cursor, with the last lines of many, and without damaged ones', async () => {
  const lab = await temporaryFolder();
  await mkdir(layout.run(lab, run), { recursive: true });
  const first = await RunLog.open(lab, run, () => undefined);
  for (let line = 1; line <= 12; line += 1) first.note('info', `line ${String(line)}`);
  await first.close();
  const whole = await readRunLog(lab, run, 0, 1000);
  expect(whole.lines.map(({ text }) => text)).toEqual(
    Array.from({ length: 12 }, (_, line) => `line ${String(line + 1)}`),
  );
  const some = await readRunLog(lab, run, 0, 3);
  expect(some).toEqual({ lines: whole.lines.slice(-3), omitted: 9, cursor: whole.cursor });
  await appendFile(runFiles.log(layout.run(lab, run)), '00000000 {"damaged":true}\n');
  const log = await RunLog.open(lab, run, () => undefined);
  log.note('warning', 'one more');
  await log.close();
  log.note('warning', 'too late');
  expect(await readRunLog(lab, run, whole.cursor, 1000)).toMatchObject({
    lines: [{ level: 'warning', text: 'one more' }],
    omitted: 0,
  });
  await expect(readRunLog(lab, run, 7, 1000)).rejects.toMatchObject({ code: 'invalid', where: 'cursor' });
});

it('of a run that has none has no lines', async () => {
  expect(await readRunLog(await temporaryFolder(), 'none', 0, 10)).toEqual({ lines: [], omitted: 0, cursor: 0 });
});
