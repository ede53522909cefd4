import { attackCount } from '../analysis/attack-count';
import { countOf, decimal, listOf, utcTime } from '../analysis/format';
import { certificateTitle } from '../shared/certificates/certificate';
import { degradationTitle } from '../shared/degradations/degradation';
import { shortId } from '../shared/identity';
import { cells, left, type Block } from './document';
import type { ReportInput } from './input';
import type { Context } from './sections/context';
import { decisionWords, flagGroups } from './sections/flags';

/** What the first page says: what was tested, on what, whether it is whole, and who answers for it. */
export function coverBlocks(contexts: readonly Context[], { analyst, createdAt }: ReportInput): readonly Block[] {
  const [first] = contexts;
  const about: Block =
    contexts.length === 1
      ? { kind: 'facts', rows: runFacts(first) }
      : {
          kind: 'table',
          caption: 'Runs',
          columns: [
            left('run'),
            left('system under test'),
            left('data'),
            left('state'),
            left('requirements'),
            left('plan'),
          ],
          rows: contexts.map((context) =>
            cells(
              `${context.input.run.plan.name}, ${shortId(context.input.run.id)}`,
              systemWords(context),
              dataWords(context),
              stateWords(context),
              requirementWords(context) ?? 'none',
              { text: shortId(context.input.run.expansion.planHash) },
            ),
          ),
        };
  return [
    about,
    {
      kind: 'facts',
      rows: [
        ['Warnings and notes', warningWords(contexts)],
        ['Analyst', analyst === '' ? 'not named yet' : analyst],
        ['Report made', `${utcTime(createdAt)} UTC`],
      ],
    },
  ];
}

function runFacts(context: Context): readonly (readonly [string, string])[] {
  const { run } = context.input;
  const requirements = requirementWords(context);
  return [
    ['System under test', systemWords(context)],
    ['Data', dataWords(context)],
    ['Attacks', run.plan.attacks.length === 0 ? 'none' : attackCount(run.plan.attacks)],
    ...(run.plan.degradations.length === 0
      ? []
      : ([
          ['Noise and missing inputs', listOf(run.plan.degradations.map((choice) => degradationTitle(choice)))],
        ] as const)),
    ...(run.plan.certificates.length === 0
      ? []
      : ([['Certificates', run.plan.certificates.map(certificateTitle).join('; ')]] as const)),
    ...(requirements === null ? [] : ([['Requirements', requirements]] as const)),
    ['Run', `${run.id}, ${utcTime(run.createdAt).slice(0, 10)}, ${stateWords(context)}`],
    ['Plan hash', run.expansion.planHash],
  ];
}

/** Most recipes that are named one by one. */
const mostNamed = 6;

function systemWords({ input: { analysis } }: Context): string {
  const names = analysis.subjects.map(({ name }) => name);
  return names.length > mostNamed ? countOf(names.length, 'model') : listOf(names);
}

function dataWords({ input: { analysis } }: Context): string {
  return `${analysis.data.title}, ${countOf(analysis.data.n, 'sample')}`;
}

function stateWords({ input: { analysis } }: Context): string {
  const { complete, records, recordsExpected, state } = analysis.run;
  return complete
    ? `complete with ${countOf(records, 'record')}`
    : `incomplete (${state}): ${decimal(records)} of ${decimal(recordsExpected)} records`;
}

/** `2 met, 1 not met`, of an incomplete run as it stands; null where the plan states none. */
function requirementWords({ input: { analysis } }: Context): string | null {
  const { requirements, run } = analysis;
  if (requirements.length === 0) return null;
  const count = (answer: (typeof requirements)[number]['answer'], name: string): readonly string[] => {
    const own = requirements.filter((requirement) => requirement.answer === answer).length;
    return own === 0 ? [] : [`${String(own)} ${name}`];
  };
  const counts = [
    ...count('met', 'met'),
    ...count('not-met', 'not met'),
    ...count('inconclusive', run.complete ? 'inconclusive' : 'inconclusive so far'),
  ];
  return counts.join(', ');
}

function warningWords(contexts: readonly Context[]): string {
  const groups = contexts.flatMap(flagGroups);
  if (groups.length === 0) return 'none';
  const levels = { void: 'that void numbers', warning: 'warnings', note: 'notes' } as const;
  const counts = (Object.keys(levels) as (keyof typeof levels)[]).flatMap((level) => {
    const own = groups.filter((group) => group.level === level).length;
    return own === 0
      ? []
      : [`${String(own)} ${own === 1 ? levels[level].replace(/^(warning|note)s$/u, '$1') : levels[level]}`];
  });
  return `${counts.join(', ')}; ${decisionWords(contexts)}`;
}
