import { MantineProvider } from '@mantine/core';
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { DropZone } from '../../../src/renderer/drop/DropZone';
import { filesOf } from '../../../src/renderer/drop/entries';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { dropAddress } from '../../../src/shared/data/dropped';
import { LabError, toWire } from '../../../src/shared/errors';
import { fakeConnection, fakeLab, type Answers } from '../fake-lab';
import { fileEntry, folderEntry } from './entries';

configure({ asyncUtilTimeout: 20_000 });
afterEach(() => {
  cleanup();
  cleanNotifications();
  vi.unstubAllGlobals();
  window.location.hash = '';
});

const words = texts.drop;
const drop = '01990000-0000-4000-8000-000000000001';
const memes = () => folderEntry('memes', { 'list.csv': 'a,b', img: { '1.png': 'x', '2.png': 'yy', '.DS_Store': '' } });

function show(paths: readonly string[] | null, answers: Answers = {}): void {
  render(
    <MantineProvider>
      <Notifications />
      <ConnectionProvider connection={fakeConnection(fakeLab(answers))}>
        <DropZone pathsDropped={paths === null ? null : () => paths} />
        <div
          data-testid="field"
          onDragOver={(event) => {
            event.preventDefault();
          }}
          onDrop={(event) => {
            event.preventDefault();
          }}
        />
      </ConnectionProvider>
    </MantineProvider>,
  );
}

/** As a browser tells of it; whether the browser is kept from opening what is dropped itself. */
function fire(
  type: 'dragover' | 'drop' | 'dragleave',
  entries: readonly FileSystemEntry[],
  at: EventTarget = document.body,
  types: readonly string[] = ['Files'],
): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true });
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  Object.assign(event, { dataTransfer: { types, items }, relatedTarget: null });
  act(() => {
    at.dispatchEvent(event);
  });
  return event.defaultPrevented;
}

it('says what will happen while files are over the window, unless a field takes them itself', () => {
  show([]);
  expect(fire('dragover', [])).toBe(true);
  expect(screen.getByText(words.title)).toBeDefined();
  fire('dragover', [], screen.getByTestId('field'));
  expect(screen.queryByText(words.title)).toBeNull();
  fire('dragover', []);
  fire('dragleave', []);
  expect(screen.queryByText(words.title)).toBeNull();
});

it('leaves a text that is dragged, and what a field takes, alone', async () => {
  show(['/x/memes']);
  expect(fire('dragover', [], document.body, ['text/plain'])).toBe(false);
  expect(fire('drop', [memes()], document.body, ['text/plain'])).toBe(false);
  fire('drop', [memes()], screen.getByTestId('field'));
  await Promise.resolve();
  expect(window.location.hash).toBe('');
});

it.each([
  ['a folder', folderEntry('memes', { 'list.csv': 'a' }), '#/datasets?path=%2Fx%2Fmemes'],
  ['a graph of ONNX', fileEntry('day.ONNX', ''), '#/models/import?path=%2Fx%2Fday.ONNX'],
  [
    'a folder of TensorFlow.js',
    folderEntry('net', { 'model.json': '{}', 'a.bin': '' }),
    '#/models/import?path=%2Fx%2Fnet',
  ],
  [
    'an unpacked export',
    folderEntry('day', { 'day.text.txt': 'a', 'day.map.json': '{}', 'day.onnx': '' }),
    '#/models/import?path=%2Fx%2Fday',
  ],
  ['a model.json', fileEntry('model.json', '{}'), '#/models/import?path=%2Fx%2Fmodel.json'],
  ['an archive', fileEntry('net.zip', ''), '#/models/import?path=%2Fx%2Fnet.zip'],
  ['a file of rows', fileEntry('birds.CSV', ''), '#/datasets?path=%2Fx%2Fbirds.CSV'],
])('%s goes to the page that imports it, by its path where that is known', async (_what, entry, hash) => {
  show([`/x/${entry.name}`]);
  fire('drop', [entry]);
  await expect.poll(() => window.location.hash).toBe(hash);
});

it.each([
  ['several things', [fileEntry('a.onnx', ''), fileEntry('b.onnx', '')], words.several('2')],
  ['a model beside a folder', [fileEntry('a.onnx', ''), folderEntry('b', { c: '' })], words.several('2')],
  ['several files without a model', [fileEntry('a.txt', ''), fileEntry('b.csv', '')], words.several('2')],
  ['an unknown thing', [fileEntry('paper.pdf', '')], words.unknown('paper.pdf')],
  ['an empty folder', [folderEntry('none', {})], words.empty('none')],
  ['nothing that can be read', [], words.nothing],
])('%s changes nothing, and a sentence says why', async (_what, entries, said) => {
  show(['/x']);
  fire('drop', entries);
  await screen.findByText(said);
  expect(window.location.hash).toBe('');
});

it('a model and its map, dropped together, are one: the path of the model, beside which the map is found', async () => {
  show(['/x/day.map.json', '/x/day.onnx']);
  fire('drop', [fileEntry('day.map.json', '{}'), fileEntry('day.onnx', '')]);
  await expect.poll(() => window.location.hash).toBe('#/models/import?path=%2Fx%2Fday.onnx');
});

it('a browser brings a model and what was dropped with it in a folder that is called after the model', async () => {
  const stated: unknown[] = [];
  const sent: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    sent.push(address);
    return Promise.resolve(Response.json({}));
  });
  show(null, {
    'host.beginDrop': (params) => {
      stated.push(params);
      return { drop, path: '/lab/drops/1/day' };
    },
  });
  fire('drop', [fileEntry('day.map.json', '{}'), fileEntry('day.onnx', 'abc')]);
  await expect.poll(() => window.location.hash).toBe(`#/models/import?path=%2Flab%2Fdrops%2F1%2Fday&drop=${drop}`);
  expect(stated).toEqual([{ name: 'day', files: 2, bytes: 5 }]);
  expect(sent.sort()).toEqual([dropAddress(drop, 'day/day.map.json'), dropAddress(drop, 'day/day.onnx')]);
});

it('a model.json by itself is not enough where its folder cannot be read', async () => {
  show(null);
  fire('drop', [fileEntry('model.json', '{}')]);
  await screen.findByText(words.lonely('model.json'));
});

it('all files of a folder are found, without what systems write beside them', async () => {
  const files = await filesOf(memes(), new AbortController().signal);
  expect(files.map(({ path }) => path).sort()).toEqual(['memes/img/1.png', 'memes/img/2.png', 'memes/list.csv']);
});

it('a browser brings the files to the host, and goes on with where they are then', async () => {
  const stated: unknown[] = [];
  const sent: string[] = [];
  vi.stubGlobal('fetch', (address: string, { method, body }: { method: string; body: File }) => {
    sent.push(`${method} ${address} ${String(body.size)}`);
    return Promise.resolve(Response.json({}));
  });
  show(null, {
    'host.beginDrop': (params) => {
      stated.push(params);
      return { drop, path: '/lab/drops/1/memes' };
    },
  });
  fire('drop', [memes()]);
  await expect.poll(() => window.location.hash).toBe(`#/datasets?path=%2Flab%2Fdrops%2F1%2Fmemes&drop=${drop}`);
  expect(stated).toEqual([{ name: 'memes', files: 3, bytes: 6 }]);
  expect(sent.sort()).toEqual(
    [
      ['memes/img/1.png', 1],
      ['memes/img/2.png', 2],
      ['memes/list.csv', 3],
    ].map(([path, size]) => `PUT ${dropAddress(drop, String(path))} ${String(size)}`),
  );
});

it('a browser brings one file of rows, and nothing else', async () => {
  const stated: unknown[] = [];
  const sent: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    sent.push(address);
    return Promise.resolve(Response.json({}));
  });
  show(null, {
    'host.beginDrop': (params) => {
      stated.push(params);
      return { drop, path: '/lab/drops/1/birds.csv' };
    },
  });
  fire('drop', [fileEntry('birds.csv', 'a,b')]);
  await expect.poll(() => window.location.hash).toBe(`#/datasets?path=%2Flab%2Fdrops%2F1%2Fbirds.csv&drop=${drop}`);
  expect([stated, sent]).toEqual([[{ name: 'birds.csv', files: 1, bytes: 3 }], [dropAddress(drop, 'birds.csv')]]);
});

it.each([
  [
    'what the host refuses',
    () => Promise.resolve(Response.json(toWire(new LabError('invalid', 'is odd.')), { status: 400 })),
    'is odd.',
  ],
  [
    'a connection that breaks off',
    () => Promise.reject(new TypeError('Failed to fetch')),
    words.broken('memes/list.csv'),
  ],
])('%s is said, and nothing is left', async (_what, answer, said) => {
  const removed: unknown[] = [];
  vi.stubGlobal('fetch', answer);
  show(null, {
    'host.beginDrop': () => ({ drop, path: '/lab/drops/1/memes' }),
    'host.removeDrop': (params) => {
      removed.push(params.drop);
      return {};
    },
  });
  fire('drop', [folderEntry('memes', { 'list.csv': 'a,b' })]);
  await screen.findByText(said);
  expect(removed).toEqual([drop]);
  expect(window.location.hash).toBe('');
});

it('what is brought can be cancelled, and leaves nothing', async () => {
  const removed: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    (_address: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new DOMException('', 'AbortError'));
        });
      }),
  );
  show(null, {
    'host.beginDrop': () => ({ drop, path: '/lab/drops/1/memes' }),
    'host.removeDrop': (params) => {
      removed.push(params.drop);
      return {};
    },
  });
  fire('drop', [memes()]);
  const cancel = await screen.findByRole('button', { name: texts.ui.cancel });
  act(() => {
    cancel.click();
  });
  await expect.poll(() => removed).toEqual([drop]);
  expect(window.location.hash).toBe('');
});
