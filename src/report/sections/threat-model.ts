import { decimal, listOf } from '../../analysis/format';
import { factsOf } from '../../shared/attacks/attack';
import { degradationTitle } from '../../shared/degradations/degradation';
import { requiredSections } from '../../shared/reports/report-sections';
import type { Section } from '../document';
import { glossary } from '../glossary';
import type { Context } from './context';
import { removedParts } from './removed-parts';

type Fact = readonly [term: string, value: string];

/** Against whom the numbers hold, in plain words. */
export function threatModelSection({ settings, input }: Context): Section {
  const failing = input.run.plan.degradations.map((choice) => degradationTitle(choice));
  const { title } = requiredSections['threat-model'];
  if (settings.length === 0) {
    const text = `No attack was part of this study. Its numbers hold where nobody tampers with the inputs${failing.length === 0 ? '' : `, though these fail by themselves (${listOf(failing)})`}.`;
    return { id: 'threat-model', title, blocks: [{ kind: 'text', text }] };
  }
  const removals = settings.filter((setting) => setting.kind === 'removal');
  const perturbations = settings.filter((setting) => setting.kind === 'perturbation');
  const edits = settings.filter((setting) => setting.kind === 'edit');
  const caps = [
    ...new Set(
      removals.flatMap(({ choice }) => {
        const cap = factsOf(choice).combinationCap(choice);
        return cap === null ? [] : [cap];
      }),
    ),
  ];
  const rows: readonly Fact[] = [
    [
      'Goal',
      input.analysis.segmentation === null
        ? 'any wrong answer on a sample that the model answers correctly'
        : 'as many wrong pixels as possible, by the mean loss of all pixels of a sample',
    ],
    ...removalFacts(
      removals.map(
        ({ choice }) =>
          `take away ${listOf(removedParts(input.analysis.data, removals))}; ${factsOf(choice).sees(choice)}`,
      ),
    ),
    ...(caps.length === 0
      ? []
      : ([['Questions asked', `at most ${caps.map(decimal).join(' or ')} per sample to combine removals`]] as const)),
    ...[...new Set(perturbations.map(({ choice }) => factsOf(choice).sees(choice)))].map((sees): Fact => [
      'Small changes',
      `within the stated budget; ${sees}`,
    ]),
    ...(perturbations.length === 0 ? [] : ([['Budgets', budgets(perturbations)]] as const)),
    ...[...new Set(edits.map(({ choice }) => factsOf(choice).sees(choice)))].map((sees): Fact => [
      'Changed words',
      `other words, or misspelt ones, so many at most; ${sees}`,
    ]),
    ...(edits.length === 0 ? [] : ([['Edits', edits.map(({ title }) => title).join('; ')]] as const)),
    ...(failing.length === 0
      ? []
      : ([['With nobody attacking', `inputs that fail by themselves: ${listOf(failing)}`]] as const)),
    ['Not allowed', 'changing the model, its training data, or more than one sample at a time'],
  ];
  return {
    id: 'threat-model',
    title,
    terms: [...new Set(settings.map(({ choice }) => glossary[choice.name]))],
    blocks: [
      {
        kind: 'text',
        text: 'The attacker tampers with one sample at a time and wants the model to get it wrong. The numbers of this report hold against an attacker who can do what is listed here, and no more.',
      },
      { kind: 'facts', rows },
    ],
  };
}

function removalFacts(texts: readonly string[]): readonly Fact[] {
  return [...new Set(texts)].map((text) => ['Removals', text]);
}

/** `FGSM l∞: image 4/255, image 8/255; PGD-10 l2: …`. */
function budgets(settings: readonly { readonly shortTitle: string; readonly title: string }[]): string {
  const byAttack = new Map<string, string[]>();
  for (const { shortTitle, title } of settings) {
    const budget = title.startsWith(`${shortTitle} · `) ? title.slice(shortTitle.length + 3) : title;
    byAttack.set(shortTitle, [...(byAttack.get(shortTitle) ?? []), budget]);
  }
  return [...byAttack].map(([attack, own]) => `${attack}: ${own.join(', ')}`).join('; ');
}
