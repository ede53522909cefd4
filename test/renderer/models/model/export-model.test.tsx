import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { unzipSync } from 'fflate';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { ExportModelDialog } from '../../../../src/renderer/models/model/ExportModelDialog';
import { exportedFile } from '../../../../src/renderer/models/model/exported-file';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { toBase64 } from '../../../../src/shared/base64';
import { LabError } from '../../../../src/shared/errors';
import { hashOfBytes } from '../../../../src/shared/identity';
import type { ExportedFiles } from '../../../../src/shared/models/model-export';
import type { LabParams } from '../../../../src/shared/lab-channel/lab-api';
import { fakeConnection, fakeLab, type Answers, type FakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.models.export;
const id = 'a'.repeat(64);
const departure = '0199a2b3-0000-7000-8000-000000000000';
const content = (name: string): Uint8Array => new TextEncoder().encode(`content of ${name}`);
/** Gives out what is in the files. */
const pieces: Answers = {
  'models.exported': ({ name, offset }) => ({ base64: toBase64(content(name).slice(offset)) }),
  'models.forgetExported': () => ({}),
};
const exported = (names: readonly string[]): ExportedFiles => ({
  ...{ departure, model: id, title: 'concat', steps: null, withoutMap: null },
  files: names.map((name) => ({ name, sha256: hashOfBytes(content(name)), bytes: content(name).length })),
  verified: { samples: 32, largest: 0.0000057, tolerance: 0.001 },
});

function dialog(lab: FakeLab): ReactNode {
  return (
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(lab)}>
        <ExportModelDialog opened id={id} title="Baseline of May" onClose={() => undefined} />
      </ConnectionProvider>
    </MantineProvider>
  );
}

it('asks for the form, says what was found, and tells why where a model does not leave', async () => {
  const asked: LabParams<'models.export'>[] = [];
  const lab = fakeLab({
    ...pieces,
    'models.export': (params) => {
      asked.push(params);
      if (params.form === 'tfjs') throw new LabError('unsupported', 'No graph can stand for it.', { where: 'fusion' });
      return exported(['baseline-of-may.onnx', 'baseline-of-may.map.json']);
    },
  });
  render(dialog(lab));
  fireEvent.click(screen.getByRole('button', { name: words.start }));
  expect((await screen.findByRole('status')).textContent).toContain(
    'ONNX Runtime gives the same answers to 32 samples',
  );
  expect(screen.getByRole('status').textContent).toContain(words.done('baseline-of-may.zip'));

  fireEvent.click(screen.getByRole('radio', { name: words.forms.tfjs.label }));
  expect(screen.queryByRole('status')).toBeNull();
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: words.start }));
    await Promise.resolve();
  });
  expect((await screen.findByRole('alert')).textContent).toContain('No graph can stand for it.');
  // What was fetched waits no longer.
  expect(lab.asked.filter((name) => name === 'models.forgetExported')).toHaveLength(1);
  expect(asked.map(({ form, stem, model }) => [form, stem, model])).toEqual([
    ['onnx', 'baseline-of-may', id],
    ['tfjs', 'baseline-of-may', id],
  ]);
});

it('one file is saved as it is, several as an archive that is the same each time', async () => {
  const lab = fakeLab(pieces);
  const one = await exportedFile(lab, exported(['a.safetensors']), 'a');
  expect([one.name, await one.text()]).toEqual(['a.safetensors', 'content of a.safetensors']);
  const bytes = async (): Promise<Uint8Array> =>
    new Uint8Array(await (await exportedFile(lab, exported(['model.json', 'map.json']), 'a')).arrayBuffer());
  const archive = unzipSync(await bytes());
  expect(Object.keys(archive)).toEqual(['model.json', 'map.json']);
  expect(new TextDecoder().decode(archive['map.json'])).toBe('content of map.json');
  expect(await bytes()).toEqual(await bytes());
});
