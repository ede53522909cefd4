import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openJson } from '../../src/engine/data/importers/mapped/json-file';
import { temporaryFolder } from '../support/temporary-folder';

const ROWS = 450_000;
/** The file is many times larger; a chunk, a row and what is not collected yet are not. */
const MOST_MORE_MEMORY = 160 * 2 ** 20;

it('a list in JSON of more than 256 MB is read row by row, in the memory of a few', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'annotations.json');
  const answers = Array.from({ length: 10 }, (_, at) => ({ answer: 'net', answer_confidence: 'maybe', answer_id: at }));
  const stream = createWriteStream(file);
  stream.write('{"info": {"year": 2014}, "annotations": [');
  for (let row = 0; row < ROWS; row += 1) {
    const entry = JSON.stringify({ question_id: row, multiple_choice_answer: `answer ${String(row % 3000)}`, answers });
    if (!stream.write(`${row === 0 ? '' : ', '}${entry}`)) await once(stream, 'drain');
  }
  stream.end(']}');
  await once(stream, 'close');
  expect((await stat(file)).size).toBeGreaterThan(256 * 2 ** 20);

  const before = process.memoryUsage().rss;
  let most = 0;
  let sum = 0;
  const list = await openJson(folder, path.basename(file), 'records');
  expect(list.count).toBe(ROWS);
  for await (const { row, cell } of list.rows()) {
    sum += Number(await cell('question_id'));
    if (row % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  expect(sum).toBe((ROWS * (ROWS - 1)) / 2);
  expect(most - before).toBeLessThan(MOST_MORE_MEMORY);
});
