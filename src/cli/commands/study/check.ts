import path from 'node:path';
import type { Command } from 'commander';
import { studyDoubts } from '../../../analysis/study-doubts';
import { attackCount } from '../../../analysis/attack-count';
import { countOf, decimal } from '../../../analysis/format';
import { attackSettings, type AttackSetting } from '../../../analysis/attack-setting';
import { uncertified, uncertifiedWords } from '../../../analysis/uncertified';
import { certificateTitle } from '../../../shared/certificates/certificate';
import { degradationSettings, type DegradationSetting } from '../../../analysis/degradation-setting';
import { shortId } from '../../../shared/identity';
import type { Expansion, ModelCell, StudyPlan } from '../../../shared/plan/plan';
import { parsePlan } from '../../../shared/plan/plan-file';
import { problemLine } from '../../../shared/problem';
import { isImported } from '../../../shared/recipe/recipe';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { diskText, estimateDisk, inputBytes, type DiskEstimate } from '../../../analysis/disk-estimate';
import { readRecordedCosts } from '../../../analysis/recorded-costs';
import { estimateTime, type TimeEstimate } from '../../../analysis/time-estimate';
import { timeText } from '../../../analysis/time-text';
import { countWeightBytes } from '../../../analysis/weight-bytes';
import { readJsonFile } from '../../../host/files/json-file';
import { leaf, nextCommand } from '../../leaf';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { facts, table } from '../../table';
import type { Terminal } from '../../terminal';
import { wrap } from '../../width';

export function addStudyCheck(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'check <file>',
      summary: 'say what a plan will compute, and what is wrong with it',
      description:
        'Checks a plan and prints what it expands into: the models to train, those already there, the attacks at each budget, noise at each level and missing inputs, the records, the time it may take where earlier runs tell, and the disk. Computes nothing.',
      examples: [['muroan study check study.json', 'problems, or what will be computed']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, labArgument, environment: { workingDirectory } }, [file]) => {
      const plan = parsePlan(readJsonFile(path.resolve(workingDirectory, file)), 'plan');
      const result = await withEngine(async (session) => {
        const manifest = await ensureDataset(session, plan.data.dataset, 'plan.data.dataset');
        const expansion = await session.request('studies.check', { plan });
        const costs = await readRecordedCosts(session);
        const weights = await countWeightBytes(session, expansion);
        return {
          manifest,
          expansion,
          time: estimateTime(plan, expansion, costs, manifest.splits.train),
          disk: estimateDisk(
            expansion,
            manifest.classes.length,
            costs,
            weights,
            inputBytes(plan, expansion, manifest.modalities),
          ),
        };
      });
      const settings = attackSettings(result.expansion.cells, result.manifest.modalities);
      const degradations = degradationSettings(result.expansion.cells);
      const doubts = studyDoubts(plan, result.manifest).map(problemLine);
      const { expansion, time, disk } = result;
      show({ expansion, attacks: settings, degradations, uncertified: uncertified(plan), time, disk, doubts }, () => {
        printExpansion(plan, expansion, { settings, degradations }, { time, disk }, terminal);
        terminal.print();
        doubts
          .flatMap((doubt) => wrap(`warning: ${visibleText(doubt)}`, terminal.width))
          .forEach((line) => {
            terminal.print(terminal.out.yellow(line));
          });
        const verdict = doubts.length === 0 ? 'The plan is sound.' : 'The plan can be run, with the doubts above.';
        terminal.print(`${verdict} Next: ${nextCommand(['study', 'run', file], labArgument)}`);
      });
      return undefined;
    },
  );
}

interface Conditions {
  readonly settings: readonly AttackSetting[];
  readonly degradations: readonly DegradationSetting[];
}

function printExpansion(
  plan: StudyPlan,
  expansion: Expansion,
  { settings, degradations }: Conditions,
  { time, disk }: { readonly time: TimeEstimate; readonly disk: DiskEstimate },
  terminal: Terminal,
): void {
  const models = expansion.cells.filter((cell) => cell.kind === 'model');
  const trained = new Set(expansion.trainedModels);
  const missing = models.filter((cell) => !trained.has(cell.model)).length;
  terminal.print(terminal.out.bold(visibleText(plan.name)));
  facts([
    [
      'data set',
      `${plan.data.dataset}, ${countOf(expansion.rows.length, 'sample')} of the ${plan.data.selection.split} split`,
    ],
    [
      'models',
      `${decimal(models.length)}, ${missing === 0 ? (models.some(({ spec }) => isFromElsewhere(spec)) ? 'all there' : 'all trained') : `${decimal(missing)} to train`}`,
    ],
    [
      'attacks',
      `${attackCount(plan.attacks)} on ${countOf(models.filter((cell) => cell.role === 'subject').length, 'model')}`,
    ],
    ...(degradations.length === 0
      ? []
      : [
          [
            'degradations',
            `${countOf(plan.degradations.length, 'degradation')}, ${countOf(degradations.length, 'level')}`,
          ] as const,
        ]),
    ...(plan.certificates.length === 0
      ? []
      : [['certificates', plan.certificates.map(certificateTitle).join('; ')] as const]),
    ['records', decimal(expansion.records)],
    ['time', ofTime(time)],
    ['disk', diskText(disk)],
    ['plan hash', shortId(expansion.planHash)],
  ]).forEach(terminal.print);
  uncertified(plan)
    .flatMap((own) => wrap(`note: ${visibleText(uncertifiedWords(own))}.`, terminal.width))
    .forEach(terminal.print);
  terminal.print();
  table<ModelCell>(
    [
      { title: 'model', text: (cell) => visibleText(cell.title) },
      { title: 'role', text: (cell) => cell.role },
      { title: 'seed', text: (cell) => String(cell.spec.seed), align: 'right' },
      { title: 'id', text: (cell) => shortId(cell.model), style: terminal.out.dim },
      { title: 'state', text: (cell) => stateOf(cell, trained) },
    ],
    models,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
  terminal.print();
  table<AttackSetting>(
    [
      { title: 'attack', text: (setting) => visibleText(setting.title) },
      {
        title: 'acts on',
        text: (setting) =>
          setting.modalities.map((id) => (setting.latent.includes(id) ? `${id} (latent)` : id)).join(' + '),
      },
    ],
    settings,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
  if (degradations.length === 0) return;
  terminal.print();
  table<DegradationSetting>(
    [
      { title: 'noise or missing input', text: ({ title }) => visibleText(title) },
      { title: 'acts on', text: ({ choice }) => visibleText(choice.modalities.join(' + ')) },
    ],
    degradations,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

function isFromElsewhere({ recipe, brought }: ModelCell['spec']): boolean {
  return isImported(recipe) || brought !== undefined;
}

function stateOf({ model, spec }: ModelCell, trained: ReadonlySet<string>): string {
  if (isFromElsewhere(spec)) return 'imported';
  return trained.has(model) ? 'trained' : 'to train';
}

function ofTime(time: TimeEstimate): string {
  const { line, detail } = timeText(time);
  return detail === null ? line : `${line}. ${detail}`;
}
