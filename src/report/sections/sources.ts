import { countOf, decimal, listOf } from '../../analysis/format';
import { factsOf } from '../../shared/attacks/attack';
import type { AttackSource } from '../../shared/attacks/facts';
import { certificateSource } from '../../shared/certificates/certificate';
import { degradationSource } from '../../shared/degradations/degradation';
import { subjectSources, type SubjectSource } from '../../shared/recipe/subject-sources';
import { reference } from '../../shared/papers/paper';
import { papers } from '../../shared/papers/papers';
import { planPapers } from '../../shared/papers/plan-papers';
import { requiredSections } from '../../shared/reports/report-sections';
import { learningCurves } from '../charts/learning-curves';
import { ownCurves, pretrainingCurves } from '../charts/own-curves';
import { cells, left, type Block, type Section } from '../document';
import type { Context } from './context';
import { trainedModels, type TrainedModel } from './trained-models';

/** Most models whose learning curves one chart can show apart. */
const mostDrawn = 8;

/** What the methods go back to, and how the models learned: for who wants to do the same again. */
export function sourcesSection({ input }: Context): Section | null {
  const { attacks, degradations, certificates, subjects } = input.run.plan;
  const learned = trainedModels(input).filter(
    // Inputs that learned one after the other have no curve in common: what each came to stands beside the models.
    ({ role, description }) => role === 'subject' && description.curve.length > 0 && description.alone === undefined,
  );
  const blocks: readonly Block[] = [
    ...sourcesTable([
      ...inOrder(subjects.flatMap(subjectSources)),
      ...attacks.map((choice) => factsOf(choice).source(choice)),
      ...degradations.map(degradationSource),
      ...certificates.map(certificateSource),
    ]),
    papersTable(input),
    ...(learned.length === 0 ? [] : [learningCurves('learning', learned.slice(0, mostDrawn))]),
    ...learnedByItself(learned),
    ...notDrawn(
      learned.slice(mostDrawn).map(({ title }) => title),
      learned.length,
    ),
  ];
  return blocks.length === 0 ? null : { id: 'methods', title: requiredSections.methods.title, blocks };
}

/** What training showed of each modality by itself, and before labels were seen. */
function learnedByItself(learned: readonly TrainedModel[]): readonly Block[] {
  const models = learned.map(({ title, description: { curve, bestEpoch } }) => ({ title, curve, bestEpoch }));
  const without = pretrainingCurves(
    'learning-without-labels',
    learned.map(({ title, description: { pretraining } }) => ({ title, pretraining })),
  );
  return [...ownCurves('learning', models), ...(without === null ? [] : [without])];
}

function notDrawn(titles: readonly string[], all: number): readonly Block[] {
  if (titles.length === 0) return [];
  const text = `The learning curves are those of the first ${decimal(mostDrawn)} of ${countOf(all, 'model')}; not drawn: ${listOf(titles)}.`;
  return [{ kind: 'text', text }];
}

/** The list of references, as `muroan study cite` writes it. */
function papersTable({ run, dataset }: Context['input']): Block {
  const parts = planPapers(run.plan, dataset);
  return {
    kind: 'table',
    caption: 'Papers that this study goes back to',
    columns: [left('of'), left('paper'), left('key')],
    rows: parts.flatMap(({ of, keys }) => keys.map((key) => cells(of, reference(papers[key]), key))),
    note: 'Keys are those of the BibTeX file that the lab writes of this study.',
  };
}

/** Fusions, then encoders, then ways of training. */
function inOrder(all: readonly SubjectSource[]): readonly AttackSource[] {
  return (['fusion', 'encoder', 'training'] as const).flatMap((part) =>
    all.filter(({ of }) => of === part).map(({ source }) => source),
  );
}

/** @param all of each method of the plan; what goes back to the same is named once */
function sourcesTable(all: readonly AttackSource[]): readonly Block[] {
  if (all.length === 0) return [];
  const sources = [...new Map(all.map((source) => [JSON.stringify(source), source])).values()];
  const own = sources.some(({ fidelity }) => fidelity === 'own') ? ' own: made by this lab, published nowhere.' : '';
  const table: Block = {
    kind: 'table',
    caption: 'Methods and how closely they follow their source',
    columns: [left('method'), left('source'), left('fidelity'), left('difference')],
    rows: sources.map(({ title, paper, fidelity, difference }) => cells(title, paper, fidelity, difference)),
    note: `exact: as published. variant: stated parameters differ. reconstruction: the source leaves parts open, which are filled in here.${own} No figure in this report is taken from a paper.`,
  };
  return [table];
}
