import type { SampleHeadChoice } from '../../../shared/recipe/heads';
import { deepHead } from './deep';
import type { Head, HeadPart } from './head';
import { linearHead } from './linear';
import { mlpHead } from './mlp';

const heads = { linear: linearHead, mlp: mlpHead, deep: deepHead } satisfies Record<
  SampleHeadChoice['name'],
  Head<never>
>;

export function headPart(choice: SampleHeadChoice, inputs: number, classes: number): HeadPart {
  const head: Head<SampleHeadChoice> = heads[choice.name];
  return head.part(choice, inputs, classes);
}
