import type { HeadChoice, HeadName } from '../../../shared/recipe/heads';
import type { Head, HeadPart } from './head';
import { linearHead } from './linear';
import { mlpHead } from './mlp';

const heads = { linear: linearHead, mlp: mlpHead } satisfies Record<HeadName, Head<never>>;

export function headPart(choice: HeadChoice, inputs: number, classes: number): HeadPart {
  const head: Head<HeadChoice> = heads[choice.name];
  return head.part(choice, inputs, classes);
}
