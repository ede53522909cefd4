import type { ColumnUse, GuessedColumn } from './guess';
import type { InputKind } from './inputs';
import type { MappingInput } from './mapping';

/** A mapping while it is edited: fields may hold what is no number yet. */
export interface MappingDraft extends Omit<MappingInput, 'inputs' | 'label' | 'split'> {
  readonly inputs: readonly InputDraft[];
  readonly label: KindDraft;
  readonly split: KindDraft;
}

export interface KindDraft {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface InputDraft extends KindDraft {
  readonly kind: InputKind;
  readonly name: string;
}

/** What a column is used as, in a mapping. */
export function columnUse({ id, group, inputs, label, split }: MappingDraft, column: string): ColumnUse {
  const placeholder = `{${column}}`;
  if (namesColumn(label, column)) return 'label';
  if (namesColumn(split, column)) return 'split';
  const input = inputs.find((one) => namesColumn(one, column));
  if (input !== undefined) return input.kind;
  if (id?.includes(placeholder) === true) return 'id';
  return group?.includes(placeholder) === true ? 'group' : 'none';
}

/** The mapping with a column used otherwise. */
export function withUse(
  draft: MappingDraft,
  { name, file, shape }: Pick<GuessedColumn, 'name' | 'file' | 'shape'>,
  use: ColumnUse,
): MappingDraft {
  const free = without(draft, name);
  const placeholder = `{${name}}`;
  switch (use) {
    case 'none':
      return free;
    case 'id':
      return { ...free, id: placeholder };
    case 'group':
      return { ...free, group: placeholder, split: drawnBy('group', free.split) };
    case 'label':
      return { ...free, label: { kind: 'class', column: name } };
    case 'split':
      return { ...free, split: { kind: 'column', column: name } };
    case 'numbers': {
      const at = free.inputs.findIndex((input) => input.kind === 'numbers' && Array.isArray(input.columns));
      if (at === -1 || shape !== undefined) return added(free, { kind: 'numbers', name: 'table', columns: [name] });
      const inputs = free.inputs.map((input, place) =>
        place === at ? { ...input, columns: [...(input.columns as readonly string[]), name] } : input,
      );
      return { ...free, inputs };
    }
    case 'text':
      return added(free, { kind: 'text', name: 'text', columns: [name] });
    case 'sequence': {
      const [steps = 100, features = 1] = shape ?? [];
      return added(free, { kind: 'sequence', name: 'sequence', ...originOf(name, file, shape), steps, features });
    }
    case 'spectrogram':
      return added(free, {
        ...{ kind: 'spectrogram', name: 'sound', ...originOf(name, file, shape) },
        ...{ levels: [0, 1], seconds: 1, hertz: [0, 4000] },
      });
    case 'image':
    case 'audio':
      return added(free, { kind: use, name: use, ...originOf(name, file, shape) });
    case 'depth':
      return added(free, { kind: 'depth', name: 'depth', file: file ?? placeholder });
    default:
      return use satisfies never;
  }
}

function originOf(
  name: string,
  file: string | undefined,
  shape: readonly number[] | undefined,
): Readonly<Record<string, string>> {
  return shape === undefined ? { file: file ?? `{${name}}` } : { column: name };
}

function added(draft: MappingDraft, input: InputDraft): MappingDraft {
  const taken = draft.inputs.map(({ name }) => name);
  let name = input.name;
  for (let at = 2; taken.includes(name); at += 1) name = `${input.name}-${String(at)}`;
  return { ...draft, inputs: [...draft.inputs, { ...input, name }] };
}

/** Samples of one group in two splits would tell of each other: where splits are drawn, whole groups are as soon as there are some. */
function drawnBy(by: 'class' | 'group', split: MappingDraft['split']): MappingDraft['split'] {
  return split.kind === 'drawn' ? { ...split, by } : split;
}

function splitWithout({ group, split }: MappingDraft, column: string): MappingDraft['split'] {
  if (namesColumn(split, column)) return { kind: 'drawn', ...(group === undefined ? {} : { by: 'group' }) };
  const isOfGroup = split.kind === 'drawn' && split.by === 'group' && group?.includes(`{${column}}`) === true;
  return isOfGroup ? drawnBy('class', split) : split;
}

/** The mapping without a column: what it alone made goes with it. */
function without(draft: MappingDraft, column: string): MappingDraft {
  const { id, group, ...rest } = draft;
  const isOther = (template: string | undefined): template is string =>
    template !== undefined && !template.includes(`{${column}}`);
  return {
    ...rest,
    ...(isOther(id) ? { id } : {}),
    ...(isOther(group) ? { group } : {}),
    label: namesColumn(draft.label, column) ? { kind: 'class', column: '' } : draft.label,
    split: splitWithout(draft, column),
    inputs: draft.inputs.flatMap((input) => {
      if (!namesColumn(input, column)) return [input];
      const others = columnsOf(input).filter((one) => one !== column);
      return others.length === 0 ? [] : [{ ...input, columns: others }];
    }),
  };
}

/** Whether a part of a mapping reads a column. */
export function namesColumn(part: KindDraft, column: string): boolean {
  const isInFile = typeof part.file === 'string' && part.file.includes(`{${column}}`);
  return part.column === column || columnsOf(part).includes(column) || isInFile;
}

function columnsOf({ columns }: KindDraft): readonly string[] {
  return Array.isArray(columns) ? (columns as readonly string[]) : [];
}
