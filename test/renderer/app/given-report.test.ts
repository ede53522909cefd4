import { expect, test } from 'vitest';
import { givenReport, largestReport } from '../../../src/renderer/app/given-report';

const file = (name: string, text = name): File => new File([text], name);

test('a report is told from its checksum, which another report’s does not stand for', async () => {
  const given = await givenReport([file('r.pdf.sha256', 'sum'), file('r.pdf')]);
  expect([given.name, new TextDecoder().decode(given.content), given.sidecar]).toEqual([
    'r.pdf',
    'r.pdf',
    { text: 'sum' },
  ]);
  expect((await givenReport([file('r.pdf'), file('s.pdf.sha256')])).sidecar).toBeNull();
});

test('none, two, and what is too large are refused', async () => {
  await expect(givenReport([file('r.pdf.sha256')])).rejects.toThrow('One report');
  await expect(givenReport([file('a.pdf'), file('b.html')])).rejects.toThrow('One report');
  const large = file('r.pdf');
  Object.defineProperty(large, 'size', { value: largestReport + 1 });
  await expect(givenReport([large])).rejects.toThrow('larger than any');
});
