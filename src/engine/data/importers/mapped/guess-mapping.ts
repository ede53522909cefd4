import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Split } from '../../../../shared/data/split';
import { ColumnMapping, type MappingInput } from '../../../../shared/mapping/mapping';
import type { MappedInput } from '../../../../shared/mapping/inputs';
import { namesColumn } from '../../../../shared/mapping/edit';
import type { RowSource } from '../../../../shared/mapping/source';
import type { ColumnUse, GuessedColumn } from '../../../../shared/mapping/guess';
import { SplitWords } from '../../../../shared/mapping/splits';
import { isLoneFile } from '../../../files/lone-file';
import { splitNamed } from './find-source';
import type { LookedAt } from './guess-columns';
import { isLabel, labelDraft, labelReason, lastLabel } from './guess-label';
import { columnsIn } from './template';

type InputDraft = MappingInput['inputs'][number];

const names = {
  id: /^(?:(?:id|uid)s?\d*|key|uuid|name|index|.*[_-]id|.*[_-]key)$/iu,
  label:
    /^(?:y|labels?|class(?:es)?|target|category|categories|kind|species|diagnosis|topic|genres?|sentiment|emotion|answer|gt|ground[_-]?truth|.*[_-]label|label[_-].*)$/iu,
  split: /^(?:split|fold|subset|partition|set)$/iu,
  group:
    /^(?:groups?|(?:speaker|subject|patient|user|actor|video|session|.*[_-](?:speaker|subject|patient|video))(?:[_-]?id)?)$/iu,
};
/** Folders in which files of a column may lie. */
const FOLDERS = ['', 'img/', 'images/', 'image/', 'data/', 'audio/', 'wav/', 'features/'];
const BESIDE_LONE = 'It names files, and one file was given by itself: give the folder that holds them all.';
const PART_OF_A_PATH = 'It is a part of the names of files, which may tell the answer.';
const NAMED_AN_ID = 'Its name says an id, which may stand for the answer.';
/** Inputs of a mapping. */
const MOST_INPUTS = 8;

export interface Guess {
  readonly columns: readonly GuessedColumn[];
  /** Null where nothing serves as an input or as the label. */
  readonly mapping: ColumnMapping | null;
}

/** What columns are likely to be, and why; and the mapping that follows. */
export async function guessMapping(root: string, source: RowSource, looked: readonly LookedAt[]): Promise<Guess> {
  const use = new Map<string, { use: ColumnUse; reason: string; addable?: ColumnUse }>();
  const note = (name: string, what: ColumnUse, reason: string): void => {
    use.set(name, { use: what, reason });
  };
  const isFree = ({ name }: LookedAt): boolean => !use.has(name);
  const inPath = source.kind === 'listing' ? columnsIn(source.pattern) : [];
  const inputs: InputDraft[] = [];
  const taken = new Set<string>();
  const inputName = (wanted: string): string => {
    const plain =
      wanted
        .replaceAll(/[^A-Za-z0-9_-]+/gu, '-')
        .replace(/^[^A-Za-z]+/u, '')
        .slice(0, 26) || 'input';
    const name =
      [plain, ...Array.from({ length: 9 }, (_, at) => `${plain}-${String(at + 2)}`)].find((one) => !taken.has(one)) ??
      plain;
    taken.add(name);
    return name;
  };

  for (const column of looked) if (column.look.kind === 'empty') note(column.name, 'none', 'It is empty.');
  const split = looked.find((one) => isFree(one) && names.split.test(one.name) && areSplits(one.values));
  if (split !== undefined) note(split.name, 'split', 'It names splits.');
  const label = looked.find(
    (one) => isFree(one) && names.label.test(one.name) && (inPath.includes(one.name) || isLabel(one)),
  );
  if (label !== undefined) note(label.name, 'label', labelReason(label, inPath));
  // Before the id: who has several samples is none of one.
  const group = looked.find((one) => isFree(one) && names.group.test(one.name) && isGroup(one));
  if (group !== undefined) {
    const among = group.isUnique ? 'though none of the first rows share one' : 'and several samples share it';
    note(group.name, 'group', `Its name says so, ${among}.`);
  }
  // Files of two folders may have one name: their paths are the ids.
  const ids = looked.filter(
    (one) => isFree(one) && names.id.test(one.name) && isName(one) && !inPath.includes(one.name),
  );
  const id = ids.find(({ isUnique }) => isUnique) ?? ids.find(({ isNearlyUnique }) => isNearlyUnique);
  if (id !== undefined)
    note(id.name, 'id', `Its name says so, and ${id.isUnique ? 'no two are equal' : 'hardly any are equal'}.`);

  const numbers: string[] = [];
  const files = new Map<string, string>();
  for (const column of looked.filter(isFree)) {
    const { name, look } = column;
    if (inPath.includes(name)) {
      use.set(name, { use: 'none', reason: PART_OF_A_PATH, addable: look.kind === 'numbers' ? 'numbers' : 'text' });
      continue;
    }
    switch (look.kind) {
      case 'files': {
        const folder = await folderOf(root, column.whole);
        if (folder === null) {
          note(name, 'none', (await isLoneFile(root)) ? BESIDE_LONE : 'It names files that are not there.');
          break;
        }
        const file = `${folder}{${name}}`;
        files.set(name, file);
        if (look.of === 'image') inputs.push({ kind: 'image', name: inputName('image'), file });
        else if (look.of === 'audio') inputs.push({ kind: 'audio', name: inputName('audio'), file });
        else inputs.push({ kind: 'numbers', name: inputName(name), file });
        note(
          name,
          look.of === 'array' ? 'numbers' : look.of,
          `It names files of the folder${folder === '' ? '' : ` in ${folder}`}.`,
        );
        break;
      }
      case 'words':
        if (names.id.test(name)) use.set(name, { use: 'none', reason: NAMED_AN_ID, addable: 'text' });
        else {
          inputs.push({ kind: 'text', name: inputName('text'), columns: [name] });
          note(name, 'text', 'It holds several words.');
        }
        break;
      case 'bytes':
        inputs.push({ kind: 'image', name: inputName('image'), column: name });
        note(name, 'image', 'It holds files as bytes.');
        break;
      case 'array': {
        const input = arrayInput(name, look, inputName);
        inputs.push(input);
        note(name, input.kind, `Arrays of ${look.shape.join(' × ')} numbers.`);
        break;
      }
      case 'list':
        if (look.of === 'names') note(name, 'none', 'It holds lists of names.');
        else {
          inputs.push({ kind: 'sequence', name: inputName(name), column: name, steps: 100, features: 1 });
          note(name, 'sequence', 'It holds lists of numbers.');
        }
        break;
      case 'numbers':
      case 'flags': {
        const doubt = doubtOf(column, label);
        if (doubt === null) numbers.push(name);
        if (doubt === null) note(name, 'numbers', 'It holds numbers.');
        else use.set(name, { use: 'none', reason: doubt, addable: 'numbers' });
        break;
      }
      case 'names':
        use.set(name, { use: 'none', reason: doubtOf(column, label) ?? 'It holds names.', addable: 'text' });
        break;
      case 'empty':
        break;
      default:
        look satisfies never;
    }
  }
  if (numbers.length > 0) inputs.push({ kind: 'numbers', name: inputName('table'), columns: numbers });
  for (const beyond of inputs.splice(MOST_INPUTS)) {
    for (const { name } of looked) {
      const was = use.get(name);
      if (was === undefined || !namesColumn(beyond, name)) continue;
      use.set(name, { use: 'none', reason: `There are ${String(MOST_INPUTS)} inputs without it.`, addable: was.use });
    }
  }
  const fallback = label ?? lastLabel(looked, use);
  if (fallback !== undefined && label === undefined)
    note(fallback.name, 'label', 'It is the last column with few different names.');

  const draft: MappingInput = {
    format: 'muroan.mapping',
    formatVersion: 1,
    source,
    ...(id === undefined ? {} : { id: `{${id.name}}` }),
    ...(group === undefined ? {} : { group: `{${group.name}}` }),
    inputs,
    label: labelDraft(fallback, inPath),
    split: splitDraft(source, split, group !== undefined),
  };
  const mapping = ColumnMapping.safeParse(draft);
  return {
    columns: looked.map(({ name, examples, look }) => ({
      name,
      examples: [...examples],
      ...(files.has(name) ? { file: files.get(name) } : {}),
      ...(look.kind === 'array' ? { shape: [...look.shape] } : {}),
      ...(use.get(name) ?? { use: 'none' as const, reason: 'Nothing is known of it.' }),
    })),
    mapping: mapping.success ? mapping.data : null,
  };
}

/** Why a column of names or numbers had better be no input, though it can be one; null: nothing speaks against it. */
function doubtOf({ name, isConstant, isUnique }: LookedAt, label: LookedAt | undefined): string | null {
  if (isConstant) return 'It has one value only in the first rows.';
  if (label !== undefined && names.label.test(name))
    return 'Its name says a label: as an input it may give the answer.';
  if (!names.id.test(name)) return null;
  return isUnique ? 'Its name says an id, and no two are equal: it tells nothing of others.' : NAMED_AN_ID;
}

/** Names and whole numbers, be they all different in the first rows; of files, of which one may be an input, those that recur. */
function isGroup(column: LookedAt): boolean {
  const { look, isUnique } = column;
  return isName(column) && (!isUnique || look.kind === 'names' || (look.kind === 'numbers' && look.whole));
}

function areSplits(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => splitNamed(value) !== null);
}

function isName({ look }: LookedAt): boolean {
  return look.kind === 'names' || look.kind === 'numbers' || look.kind === 'flags' || look.kind === 'files';
}

function splitDraft(source: RowSource, split: LookedAt | undefined, hasGroups: boolean): MappingInput['split'] {
  if (split !== undefined) {
    // The first rows may all be of one split: the usual words for the others are kept.
    const { train, validation, test } = SplitWords.parse({});
    const withSeen = (words: readonly string[], of: Split): string[] => [
      ...words,
      ...split.values.filter((value) => splitNamed(value) === of && !words.includes(value.toLowerCase())),
    ];
    return {
      kind: 'column',
      column: split.name,
      values: {
        train: withSeen(train, 'train'),
        validation: withSeen(validation, 'validation'),
        test: withSeen(test, 'test'),
      },
    };
  }
  if (source.kind === 'files' && source.parts.some((part) => part.split !== undefined)) return { kind: 'parts' };
  return { kind: 'drawn', by: hasGroups ? 'group' : 'class' };
}

/** The folder in which the first files of a column lie; null: in none. */
async function folderOf(root: string, paths: readonly string[]): Promise<string | null> {
  for (const folder of FOLDERS) {
    for (const path of paths) {
      const isThere = await access(join(root, folder, path)).then(
        () => true,
        () => false,
      );
      if (isThere && !path.split(/[\\/]/u).includes('..')) return folder;
    }
  }
  return null;
}

function arrayInput(
  name: string,
  { shape, highest, varies }: Extract<LookedAt['look'], { kind: 'array' }>,
  inputName: (wanted: string) => string,
): InputDraft & { readonly kind: MappedInput['kind'] } {
  const sides = shape.filter((side) => side !== 1);
  const isPicture = sides.length === 3 && (sides[2] === 3 || sides[0] === 3);
  const isSquare = sides.length === 2 && sides[0] === sides[1] && !varies;
  if (isPicture || isSquare) {
    return {
      kind: 'image',
      name: inputName(name),
      column: name,
      colour: isPicture ? 'rgb' : 'grey',
      fit: 'stretch',
      levels: highest > 1 ? [0, 255] : [0, 1],
    };
  }
  if (shape.length >= 2 && sides.length <= 2) {
    const [steps, features] = shape.slice(-2);
    return {
      kind: 'sequence',
      name: inputName(name),
      column: name,
      steps: Math.max(1, steps),
      features: Math.max(1, features),
      padded: true,
    };
  }
  return { kind: 'numbers', name: inputName(name), columns: [name] };
}
