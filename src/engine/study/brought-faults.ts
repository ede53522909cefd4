/** What is wrong with a plan whose subjects have weights that were brought: they are never trained. */
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';

export function broughtFaults({ subjects, seeds }: Pick<PlanParts, 'subjects' | 'seeds'>): readonly LabError[] {
  const first = subjects.find((subject) => subject?.brought !== undefined);
  if (first === undefined || first === null || seeds.length === 1) return [];
  return [
    planFault(
      'plan.seeds',
      `has ${seeds.length} entries, but the weights of "${first.name}" were brought, of which no seed makes others.`,
      'Give one seed.',
    ),
  ];
}

/** Of weights that are in no model of the lab. */
export function notBrought(hash: string, where: string): LabError {
  return new LabError(
    'not-found',
    `names the weights ${shortId(hash)}, which no model of this recipe and these data has in this lab folder.`,
    { where, remedy: 'Bring them: muroan model import FILE.safetensors --spec SPEC.json.' },
  );
}
