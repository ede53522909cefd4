import { MantineProvider } from '@mantine/core';
import { act, cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { ImportModelPage } from '../../../src/renderer/models/import/ImportModelPage';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { LabError } from '../../../src/shared/errors';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { LabParams, LabResult } from '../../../src/shared/lab-channel/lab-api';
import { fakeConnection, fakeLab, type Answers } from '../fake-lab';
import type { Target } from '../../../src/shared/data/target';

configure({ asyncUtilTimeout: 20_000 });
afterEach(() => {
  cleanup();
  window.location.hash = '';
});

const words = texts.modelImport;
const manifest = {
  format: 'muroan.dataset',
  formatVersion: 1,
  name: 'memes',
  title: 'Memes',
  task: 'Which is it?',
  unit: 'meme',
  hash: 'a'.repeat(64),
  classes: ['no', 'yes'],
  count: 10,
  splits: { train: 4, validation: 1, test: 5 },
  modalities: {
    image: { kind: 'image', height: 16, width: 16, channels: 3, mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
    text: { kind: 'text', maxWords: 6 },
  },
} as unknown as DatasetManifest;
const found: LabResult<'models.inspect'> = {
  signature: {
    inputs: [
      { name: 'pixels', type: 'float32', shape: ['n', 3, 32, 32] },
      { name: 'input_ids', type: 'int64', shape: ['n', 8] },
    ],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['n', 2] },
      { name: 'other', type: 'float32', shape: ['n', 2] },
    ],
  },
  classes: null,
  nodes: [
    { name: 'code', operator: 'Gemm', shape: ['n', 4], isCut: true },
    { name: 'image_code', operator: 'Gemm', shape: ['n', 4], isCut: false },
  ],
  differentiable: { possible: true, reason: null },
  map: null,
  mapError: null,
  directory: '/models',
};
const tried = [0, 1, 0].map((label, at) => ({
  sample: `s${String(at)}`,
  label,
  predicted: at === 2 ? 0 : 1,
  logits: [at === 2 ? 2 : 0, 1],
}));

type Asked = LabParams<'models.import'>;

function show(answers: Answers, path: string | null = '/models/day-1.onnx', drop: string | null = null): void {
  render(
    <MantineProvider>
      <ConnectionProvider
        connection={fakeConnection(
          fakeLab({
            'data.list': () => [manifest],
            'models.inspect': () => found,
            'data.samples': () => [],
            ...answers,
          }),
        )}
      >
        <ImportModelPage path={path} drop={drop} dataset={null} />
      </ConnectionProvider>
    </MantineProvider>,
  );
}

const press = (name: string): void => {
  act(() => {
    screen.getByRole<HTMLButtonElement>('button', { name }).click();
  });
};
const type = (label: string, value: string, within: HTMLElement | null = null): void => {
  const all = screen.getAllByLabelText(label);
  const field = within === null ? all[0] : all.find((one) => within.contains(one));
  fireEvent.change(field!, { target: { value } });
};

it('a model is looked at, mapped, tried on five samples and imported as the form says', async () => {
  const trials: Asked[] = [];
  const imports: Asked[] = [];
  show({
    'models.try': (params) => {
      trials.push(params);
      return tried;
    },
    'models.import': (params) => {
      imports.push(params);
      return { id: 'b'.repeat(64) } as LabResult<'models.import'>;
    },
  });
  await screen.findByRole('heading', { name: words.inputs.title });
  const image = screen.getByRole('region', { name: 'image' });
  const text = screen.getByRole('region', { name: 'text' });
  // What the model says stands there to begin with.
  expect(within(image).getByLabelText<HTMLInputElement>(words.inputs.fields.rows).value).toBe('32');
  type(words.inputs.fields.usual, 'imagenet', image);
  type(words.inputs.fields.tokenizer, 'bpe', text);
  type(words.output.place('0'), 'yes');
  type(words.facts.stated, '57');
  type(words.embedding.label, 'code');
  press(words.check.start);
  await screen.findByText(words.check.right('2', '3'));
  expect(await screen.findAllByText(words.check.wrong)).toHaveLength(1);
  press(words.import);
  await expect.poll(() => imports).toHaveLength(1);
  expect(imports[0]).toEqual(trials[0]);
  expect(imports[0]).toMatchObject({
    source: { kind: 'path', path: '/models/day-1.onnx' },
    dataset: 'memes',
    directory: '/models',
    map: {
      title: 'Day 1',
      inputs: {
        image: { input: 'pixels', layout: 'NCHW', size: [32, 32], mean: [0.485, 0.456, 0.406], units: 'range' },
        text: {
          ids: 'input_ids',
          length: 8,
          tokenizer: { kind: 'bpe', vocabulary: 'vocab.json', merges: 'merges.txt' },
        },
      },
      output: { name: 'logits', classes: ['yes', 'no'] },
      embedding: 'code',
      statedAccuracy: 0.57,
    },
  });
  await expect.poll(() => window.location.hash).toBe(`#/models/${'b'.repeat(64)}`);
});

it('what was tried is said to be of another map as soon as the map is changed', async () => {
  show({ 'models.try': () => tried });
  await screen.findByRole('heading', { name: words.check.title });
  press(words.check.start);
  await screen.findByText(words.check.right('2', '3'));
  type(words.inputs.fields.scale, '255');
  expect(screen.getByText(words.check.stale)).toBeDefined();
  expect(screen.queryByText(words.check.right('2', '3'))).toBeNull();
  // A stated number changes no answer.
  type(words.inputs.fields.scale, '1');
  type(words.facts.stated, '80');
  expect(screen.queryByText(words.check.stale)).toBeNull();
});

it('what the engine has against a map stands at its fields until they are changed', async () => {
  show({
    'models.try': () => {
      throw new LabError('invalid', 'two', {
        problems: [
          { where: 'map.inputs.image.layout', text: 'is the wrong way round.' },
          { where: 'map.inputs', text: 'gives nothing to "mask".' },
        ],
      });
    },
  });
  await screen.findByRole('heading', { name: words.check.title });
  press(words.check.start);
  await screen.findByText('is the wrong way round.');
  expect(screen.getByText('gives nothing to "mask".')).toBeDefined();
  expect(screen.getByLabelText(words.inputs.fields.layout).getAttribute('aria-invalid')).toBe('true');
  type(words.inputs.fields.layout, 'NHWC');
  expect(screen.queryByText('is the wrong way round.')).toBeNull();
});

it('what no field is about is said by itself', async () => {
  show({
    'models.try': () => {
      throw new LabError('not-found', 'is not there.', { where: '/models/vocab.txt', remedy: 'Check the path.' });
    },
  });
  await screen.findByRole('heading', { name: words.check.title });
  press(words.check.start);
  await screen.findByText('/models/vocab.txt: is not there.');
});

it('what is wrong before anything is asked keeps it from being tried and imported', async () => {
  show({});
  await screen.findByRole('heading', { name: words.check.title });
  type(words.facts.batch, '0');
  for (const name of [words.check.start, words.import]) {
    expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true);
  }
  type(words.facts.batch, '8');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: words.import }).disabled).toBe(false);
});

it('possible attacks follow what is chosen, with the reason for the others', async () => {
  show({});
  const attacks = await screen.findByRole('region', { name: words.attacks.title });
  expect(within(attacks).queryByText(/PGD/u)).not.toBeNull();
  expect(within(attacks).queryByText(/^Needs gradients.*PGD/u)).toBeNull();
  act(() => {
    screen.getByLabelText(words.embedding.gradients).click();
  });
  expect(
    await within(attacks).findByText(/^Needs .*gradients, which an imported model does not give: .*PGD/u),
  ).toBeDefined();
});

/** As an export of the lab has it beside the model. */
const beside = ModelMap.parse({
  format: 'muroan.model-map',
  formatVersion: 1,
  title: 'As it was exported',
  inputs: { image: { kind: 'numbers', input: 'pixels', scale: 255, size: [32, 32] } },
  output: { name: 'other', classes: ['yes', 'no'] },
});

it('the map beside the model is what the form begins with, and one can start anew', async () => {
  const tries: Asked[] = [];
  show({
    'models.inspect': () => ({ ...found, map: beside, directory: '/models/day.zip' }),
    'models.try': (params) => {
      tries.push(params);
      return tried;
    },
  });
  await screen.findByText(words.beside.used);
  press(words.check.start);
  await screen.findByText(words.check.right('2', '3'));
  expect(tries[0].map).toEqual(beside);
  press(words.beside.anew);
  await screen.findByText(words.beside.left);
  expect(screen.queryByText(words.check.right('2', '3'))).toBeNull();
  press(words.check.start);
  await expect.poll(() => tries).toHaveLength(2);
  expect(tries[1].map).toMatchObject({ title: 'Day 1', output: { name: 'logits', classes: ['no', 'yes'] } });
  expect(tries[1].directory).toBe('/models/day.zip');
  press(words.beside.use);
  await screen.findByText(words.beside.used);
});

it('a map of other data, and one that is damaged, are told and not used', async () => {
  const other = { ...beside, output: { ...beside.output, classes: ['cat', 'dog'] } };
  show({ 'models.inspect': () => ({ ...found, map: other }) });
  await screen.findByText(words.beside.other('Memes'));
  expect(screen.getByDisplayValue('Day 1')).toBeDefined();
  cleanup();
  const mapError = { code: 'invalid' as const, message: 'holds no JSON.', where: '/models/map.json' };
  show({ 'models.inspect': () => ({ ...found, mapError }) });
  await screen.findByText('/models/map.json: holds no JSON.');
  expect(screen.getByText(words.beside.damaged)).toBeDefined();
  expect(screen.getByDisplayValue('Day 1')).toBeDefined();
});

it('a program is looked at by its address', async () => {
  const looked: unknown[] = [];
  show(
    {
      'models.inspect': ({ source }) => {
        looked.push(source);
        return { ...found, nodes: [], differentiable: { possible: false, reason: 'is asked over HTTP' } };
      },
    },
    null,
  );
  const program = await screen.findByLabelText(words.source.kinds.program);
  act(() => {
    program.click();
  });
  await screen.findByLabelText(words.source.address);
  type(words.source.address, 'http://127.0.0.1:9/');
  press(words.source.look);
  await screen.findByText(words.embedding.not('is asked over HTTP'));
  expect(looked).toEqual([{ kind: 'http', address: 'http://127.0.0.1:9/' }]);
});

it('without data nothing can be imported, and it is said why', async () => {
  show({ 'data.list': () => [] });
  await screen.findByText(words.noData.title);
});

it('of data that ask for a value, the form asks how numbers become values, and what their error is said to be', async () => {
  const imports: Asked[] = [];
  const target: Target = { kind: 'value', unit: 'points', range: [0, 10], tolerance: 1 };
  show({
    'data.list': () => [{ ...manifest, classes: ['mood'], target }],
    'models.try': () => [{ sample: 'a', label: 0, value: 3, predicted: 2, logits: [7.25] }],
    'models.import': (params) => {
      imports.push(params);
      return { id: 'b'.repeat(64) } as LabResult<'models.import'>;
    },
  });
  await screen.findByText(words.output.valueLead('mood'));
  expect(screen.queryByText(words.output.order)).toBeNull();
  type(words.output.factor, '5');
  type(words.output.offset('points'), '5');
  type(words.facts.statedScore.value, '0.75');
  press(words.check.start);
  await screen.findByText(words.check.said('7.25 points'));
  expect(screen.getByText(words.check.label('3 points'))).toBeDefined();
  expect(screen.getByText(words.check.wrong)).toBeDefined();
  press(words.import);
  await expect.poll(() => imports).toHaveLength(1);
  expect(imports[0].map).toMatchObject({
    output: { gives: 'values', classes: ['mood'], rescaled: { factor: 5, offset: 5 } },
    statedScore: 0.75,
    statedAccuracy: null,
  });
});

it('of data that ask for a set, it puts labels in order, and offers no values', async () => {
  show({ 'data.list': () => [{ ...manifest, target: { kind: 'labels' } }] });
  await screen.findByText(words.output.labelLead);
  const gives = screen.getByLabelText<HTMLSelectElement>(words.output.gives);
  expect([...gives.options].map(({ value }) => value)).toEqual(['logits', 'probabilities']);
  expect(screen.getByLabelText(words.facts.statedScore.labels)).toBeDefined();
});

it('what was brought to the lab for it is removed once it is imported, or the page left', async () => {
  const removed: unknown[] = [];
  const answers: Answers = {
    'models.import': () => ({ id: 'b'.repeat(64) }) as LabResult<'models.import'>,
    'host.removeDrop': (params) => {
      removed.push(params.drop);
      return {};
    },
  };
  const drop = '01990000-0000-4000-8000-000000000001';
  show(answers, '/lab/drops/1/day.onnx', drop);
  await screen.findByRole('heading', { name: words.check.title });
  expect(removed).toEqual([]);
  press(words.import);
  await expect.poll(() => removed).toEqual([drop]);
  cleanup();
  removed.length = 0;
  show(answers, '/lab/drops/1/day.onnx', drop);
  await screen.findByRole('heading', { name: words.check.title });
  cleanup();
  await expect.poll(() => removed).toEqual([drop]);
});

it('a map that is refused says so where the samples would be answered', async () => {
  const text = 'is "pixels", which takes 3 channels.';
  show({
    'models.try': () => {
      throw new LabError('invalid', text, { where: 'map.inputs.image' });
    },
  });
  await screen.findByRole('heading', { name: words.check.title });
  press(words.check.start);
  const check = screen.getByRole('region', { name: words.check.title });
  expect(await within(check).findByText(words.check.refused(`map.inputs.image ${text}`))).toBeDefined();
  // Another map may do.
  type(words.inputs.fields.scale, '255');
  expect(within(check).queryByRole('status')).toBeNull();
});

it('says that a map has not come with a file that was brought alone, and says nothing where what lies beside it is read', async () => {
  const drop = '01990000-0000-4000-8000-000000000002';
  show({}, '/lab/drops/1/day.onnx', drop);
  await screen.findByText(words.beside.alone);
  for (const [path, dropped] of [
    ['/models/day.onnx', null],
    ['/lab/drops/1/day', drop],
    ['/lab/drops/1/day.zip', drop],
  ] as const) {
    cleanup();
    show({}, path, dropped);
    await screen.findByRole('heading', { name: words.inputs.title });
    expect(screen.queryByText(words.beside.alone)).toBeNull();
  }
});
