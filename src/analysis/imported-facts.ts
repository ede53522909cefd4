import { scalingOf } from '../shared/imported/usual-scaling';
import type { BroughtModel } from '../shared/models/brought';
import type { ImportedModel } from '../shared/imported/imported-model';
import type { MappedInput } from '../shared/imported/model-map';
import type { ModelDescription } from '../shared/models/model-description';
import { countOf, decimal, listOf } from './format';
import { bytes } from './quantities';
import { measuredScoreText, measuredScoreTitle, statedNumbers, type StatedNumber } from './stated-accuracy';

export type ImportedFact = readonly [name: string, text: string];

type Described = Pick<ModelDescription, 'imported' | 'brought' | 'test' | 'score' | 'target'>;

/** What is known of a model that was made elsewhere, and how it is asked; nothing of one that the lab trained. */
export function importedFacts(model: Described): readonly ImportedFact[] {
  const { imported, brought } = model;
  if (brought !== undefined) return broughtFacts(brought, model);
  if (imported === undefined) return [];
  const { map, gives, verified } = imported;
  const score = measuredScoreText(model);
  return [
    ['Comes from', originOf(imported)],
    ...Object.entries(map.inputs).map(([modality, input]): ImportedFact => [`Is given ${modality}`, givenText(input)]),
    ['Answers', answersText(imported)],
    ['Gives', listOf(gives.map((one) => (one === 'embedding' ? `the fused embedding (${map.embedding ?? ''})` : one)))],
    ...(verified === null
      ? []
      : [
          [
            'Computed by the lab itself',
            `differs from its own runtime by ${decimal(verified.largest)} at most, of ${countOf(verified.samples, 'sample')}`,
          ] as const,
        ]),
    ...(score === null ? [] : [[measuredScoreTitle(model) ?? '', `${score}, on the test split`] as const]),
    ...statedNumbers(model).map(factOf),
  ];
}

function factOf({ title, text }: StatedNumber): ImportedFact {
  return [title, text];
}

function answersText({ map: { output } }: ImportedModel): string {
  const { name, gives, classes, rescaled } = output;
  if (gives !== 'values') return `${name}: ${gives}, in the order ${classes.join(', ')}`;
  return rescaled === undefined
    ? `${name}: ${classes[0]}`
    : `${name}: ${classes[0]} is ${decimal(rescaled.factor)} · its number + ${decimal(rescaled.offset)}`;
}

/** Of weights: all else is the lab's own, and tells of itself. */
function broughtFacts({ file, converted, renamed }: BroughtModel, model: Described): readonly ImportedFact[] {
  const changed = [
    ...(renamed === 0 ? [] : [`${countOf(renamed, 'tensor')} renamed`]),
    ...(converted === 0 ? [] : [`${countOf(converted, 'tensor')} brought to float32`]),
  ];
  return [
    ['Weights brought from', [file, ...changed].join(', ')],
    ['Computed by', 'the lab, by the recipe; it did not train them'],
    ...statedNumbers(model).map(factOf),
  ];
}

function originOf({ source }: ImportedModel): string {
  switch (source.kind) {
    case 'onnx':
      return `an ONNX file, ${bytes(source.bytes)}`;
    case 'tfjs':
      return `a model of TensorFlow.js (${source.form}), ${bytes(source.bytes)}`;
    case 'http':
      return `a program at ${source.address}, whose weights the lab does not know`;
    default:
      return source satisfies never;
  }
}

function givenText(input: MappedInput): string {
  if (input.kind === 'words') {
    const { ids, length, tokenizer } = input;
    return `as ${ids}: ${countOf(length, 'token')}, ${tokenizer.kind} by ${tokenizer.vocabulary}`;
  }
  const { input: name, layout, size, channels, units, scale, mean, std } = input;
  return [
    `as ${name}: ${layout}`,
    ...(size === null ? [] : [`${decimal(size[0])} × ${decimal(size[1])}`]),
    ...(channels === null ? [] : [countOf(channels, 'channel')]),
    ...(units === 'measured' ? ['as measured'] : []),
    ...(scalingOf(input) === 'unit'
      ? []
      : [`scale ${decimal(scale)}, mean ${perChannel(mean, 0)}, std ${perChannel(std, 1)}`]),
  ].join(', ');
}

function perChannel(values: readonly number[], usual: number): string {
  return values.length === 0 ? String(usual) : values.map(String).join(' ');
}
