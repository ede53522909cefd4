import { z } from 'zod';

/** Sections of a report that may be left out, in their order, by what they are called in it; the last three are appendices. */
export const optionalSections = {
  method: 'What was done',
  numbers: 'Key numbers',
  segmentation: 'Every pixel answered',
  samples: 'Samples before and after',
  removal: 'How little has to be removed',
  inputs: 'What each input contributes and risks',
  degradations: 'Noise and missing inputs',
  certificates: 'What is proved',
  comparisons: 'Which is harder to break',
  gradient: 'Small changes of the inputs',
  edit: 'Changed words',
  details: 'Inside the attack',
} as const;

export const OptionalSection = z.enum(
  Object.keys(optionalSections) as [keyof typeof optionalSections, ...(keyof typeof optionalSections)[]],
);
export type OptionalSection = z.infer<typeof OptionalSection>;

/** Sections that every report has, and why: without them its numbers could be taken for more than they are; in their order. */
export const requiredSections = {
  verdict: { title: 'In short', why: 'the result in words, with the plan’s requirements' },
  limits: { title: 'What this does not show', why: 'what was not tested, exclusions, deviations from the plan' },
  flags: { title: 'Warnings and notes', why: 'what may mislead, and what was decided about it' },
  'threat-model': { title: 'Threat model', why: 'a number holds against this attacker only' },
  system: { title: 'What was tested', why: 'the numbers are about these models on these data' },
  approval: { title: 'Approval', why: 'who answers for the report' },
  methods: {
    title: 'Methods and training',
    why: 'how closely the methods follow their sources, and how the models learned',
  },
  provenance: { title: 'Provenance', why: 'the hashes that a check compares with the lab folder' },
  glossary: { title: 'Words used', why: 'terms, their good direction, and what to beware of' },
} as const satisfies Record<string, { readonly title: string; readonly why: string }>;
