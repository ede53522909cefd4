import { basename, dirname, join } from 'node:path';
import { cancelled } from '../../../../../shared/errors';
import { UnchangedFiles } from '../../../../files/unchanged-files';
import { openJson } from '../json-file';
import { textOf } from '../cell';
import { whole, type Preset } from './preset';

/** Answers that are asked for: the most frequent ones, as classifiers of VQA have it. */
const MOST_ANSWERS = 1000;
const ANNOTATIONS = 'v2_mscoco_{part}2014_annotations.json';
const QUESTIONS = 'v2_OpenEnded_mscoco_{part}2014_questions.json';

/** VQA v2 (Goyal et al., CVPR 2017): questions about pictures of COCO, answered by the commonest of ten answers. */
export const vqaV2: Preset = {
  title: 'VQA v2',
  cites: ['goyal2017making'],
  expects: ['train', 'val'].flatMap((part) => [nameOf(ANNOTATIONS, part), nameOf(QUESTIONS, part), `${part}2014`]),
  mapping: async (root, signal) => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['train', 'val'] as const).map((part) => ({
        files: [nameOf(ANNOTATIONS, part)],
        fixed: { part },
        split: part === 'train' ? 'train' : 'test',
      })),
      joined: ['train', 'val'].map((part) => ({
        file: nameOf(QUESTIONS, part),
        by: 'question_id',
        key: 'question_id',
      })),
    },
    id: '{question_id}',
    group: '{image_id}',
    inputs: [
      { kind: 'image', name: 'image', file: '{part}2014/COCO_{part}2014_{image_id:12}.jpg' },
      { kind: 'text', name: 'question', columns: ['question'], lowerCase: true, words: 32 },
    ],
    label: {
      kind: 'class',
      column: 'multiple_choice_answer',
      classes: [...(await answers.of(join(root, nameOf(ANNOTATIONS, 'train')), signal))],
    },
    split: { kind: 'parts', validation: 0.1 },
    task: 'What is the answer to the question about the picture?',
  }),
};

function nameOf(template: string, part: string): string {
  return template.replace('{part}', part);
}

/** A folder is looked at anew with each change of its mapping, and the list of 200 MB seldom changes. */
const answers = new UnchangedFiles(commonest);

async function commonest(
  path: string,
  signal?: AbortSignal,
): Promise<readonly { readonly value: string; readonly name: string }[]> {
  const file = await openJson(dirname(path), basename(path), 'records', signal === undefined ? {} : { signal });
  const counts = new Map<string, number>();
  try {
    for await (const row of file.rows()) {
      if (signal?.aborted === true) throw cancelled();
      const answer = textOf((await row.cell('multiple_choice_answer')) ?? null, 'multiple_choice_answer');
      if (answer !== null && answer.length <= 60) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  } finally {
    await file.close();
  }
  return [...counts]
    .sort(([one, often], [other, less]) => less - often || (one < other ? -1 : 1))
    .slice(0, MOST_ANSWERS)
    .map(([value]) => ({ value, name: value }));
}
