import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Option, type Command } from 'commander';
import { analysed } from '../../analysis/analysed-run';
import { summaryText } from '../../analysis/summary';
import { labelsPixels } from '../../shared/recipe/recipe-task';
import { shortId } from '../../shared/identity';
import { visibleText } from '../../shared/text/visible-text';
import type { StudyPlan } from '../../shared/plan/plan';
import { isResumable } from '../../shared/runs/run';
import { alternatingPlan } from '../../shared/planning/alternating-plan';
import { contrastPlan } from '../../shared/planning/contrast-plan';
import { demoPlans, type DemoSize } from '../../shared/planning/demo-plans';
import { fusionsPlan } from '../../shared/planning/fusions-plan';
import { hardeningPlan } from '../../shared/planning/hardening-plan';
import { scalesPlan } from '../../shared/planning/scales-plan';
import { adaptersPlan } from '../../shared/planning/adapters-plan';
import { segmentationPlan } from '../../shared/planning/segmentation-plan';
import { streamsPlan } from '../../shared/planning/streams-plan';
import { systemsPlan } from '../../shared/planning/systems-plan';
import type { CliEnvironment } from '../environment';
import { leaf, nextCommand, type LeafContext } from '../leaf';
import { findRunOf } from '../../shared/lookup/runs';
import { bytes, duration } from '../../analysis/quantities';
import { writePdfIfPossible } from '../../host/report/pdf';
import { reportHtml } from '../../host/report/html';
import { slug } from '../../shared/text/naming';
import { writeReport } from '../../host/report/sidecar';
import { readRun } from '../../analysis/read-run';
import type { EngineSession } from '../session';
import { computeRun, type ComputedRun } from '../study-run';
import type { Terminal } from '../terminal';

interface DemoOptions extends Partial<Readonly<Record<StudyFlag, boolean>>> {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly fresh?: boolean;
}

/** Studies beside the demo, by their flags: what each asks, and its plan. */
const otherStudies = {
  hardening: ['does adversarial training help against decoupling?', hardeningPlan],
  segmentation: ['does one attacked sensor bring a fused model down that labels every pixel?', segmentationPlan],
  fusions: ['which fusion stands?', fusionsPlan],
  scales: ['multi-scale over single-scale on unaligned sequences?', scalesPlan],
  adapters: ['adapters over the ensemble (MMLoRA-style)?', adaptersPlan],
  alternating: ['alternating over joint training of unequal inputs (MLA)?', alternatingPlan],
  contrast: ['contrastive over concatenation (UniS-MMC)?', contrastPlan],
  streams: ['one stream over three of a skeleton, at what cost (UmURL)?', streamsPlan],
  systems: ['how robust are published systems beside a plain joint model?', systemsPlan],
} as const satisfies Readonly<Record<string, readonly [string, (size: DemoSize) => StudyPlan]>>;
type StudyFlag = keyof typeof otherStudies;
const studyFlags = Object.keys(otherStudies) as StudyFlag[];

/** A run of the demo and the HTML file of its report. */
interface Computed {
  readonly run: ComputedRun;
  readonly html: string;
}

/** The files of a report, and why the PDF is not among them. */
interface WrittenReport {
  readonly html: string;
  readonly pdf: string | null;
  /** Null when the PDF was written. */
  readonly noPdf: string | null;
}

interface DemoResult {
  readonly computed: ComputedRun;
  readonly report: WrittenReport;
}

export function addDemoCommand(program: Command, environment: CliEnvironment): void {
  leaf<DemoOptions>(
    program,
    environment,
    {
      name: 'demo',
      summary: 'the whole way once: data, training, attacks, report',
      description:
        'Prepares pictures of garments with captions that fit or do not, trains two fused models and their unimodal baselines, attacks 500 samples (removals, FGSM, PGD, each with its controls), prints a summary, and writes a report. Under five minutes on two free cores, up to three times as long on a busy machine. Interrupted, it goes on where it stopped when it is started again; finished, it only writes the report again.',
      examples: [
        ['muroan demo --quick', 'smaller models and fewer samples: under 90 seconds'],
        ['muroan demo', 'the standard size'],
        ['muroan demo --full', 'more data, more fusions, three training seeds: takes hours'],
        [
          'muroan demo --hardening --quick',
          'one recipe hardened in four ways, each beside its plain twin: about six minutes',
        ],
        [
          'muroan demo --hardening --full',
          'the same with ten training seeds, for a claim about the training: takes hours',
        ],
        [
          'muroan demo --segmentation --quick',
          'does one attacked sensor bring down a model that answers for every pixel: about five minutes',
        ],
        [
          'muroan demo --fusions --quick',
          'which fusion stands: nine of them, plain and ablated, on their own and on shared encoders',
        ],
        [
          'muroan demo --scales --quick',
          'does it help to read several levels of what other sequences have become: about a quarter of an hour',
        ],
        [
          'muroan demo --alternating --quick',
          'is one input after the other trained better than all at once, where one says less: MLA',
        ],
        [
          'muroan demo --contrast --quick',
          'what UniS-MMC’s contrast adds to concatenation and to a loss of each input',
        ],
        [
          'muroan demo --streams --quick',
          'UmURL: joints, bones and motion in one stream or three, learned without labels first',
        ],
        [
          'muroan demo --systems --quick',
          'MLA, UniS-MMC, QMF, DEQ, CRMT and MulT under attack, noise and missing inputs, beside a plain joint model',
        ],
        [
          'muroan demo --adapters --quick',
          'does it help to learn on together from inputs that learned by themselves: about two minutes',
        ],
        ['muroan demo --lab /tmp/lab --fresh', 'in another lab folder, computed anew'],
      ],
      uses: 'device',
      configure: (command) => {
        command
          .addOption(new Option('--quick', 'fewer samples and epochs').conflicts('full'))
          .addOption(
            new Option(
              '--full',
              'Emoji groups, token transformer and late fusion too, three seeds; of --hardening: ten seeds, of --segmentation: six, of --fusions: 11, of --scales, --adapters, --alternating, --contrast and --streams: eight, of --systems: ten',
            ),
          );
        studyFlags.forEach((flag, index) => {
          command.addOption(
            new Option(`--${flag}`, `another sample study: ${otherStudies[flag][0]}`).conflicts(
              studyFlags.slice(0, index),
            ),
          );
        });
        command.option('--fresh', 'compute again although a demo run is there');
      },
    },
    async (context) => {
      const { withEngine, show, terminal, labArgument, options } = context;
      const started = Date.now();
      const size: DemoSize = options.full === true ? 'full' : options.quick === true ? 'quick' : 'standard';
      const { computed, peakMemory } = await withEngine(async (session) => {
        const list: Computed[] = [];
        const plans = plansOf(size, options);
        for (const plan of plans) list.push(await runOne(session, plan, context));
        return { computed: list, peakMemory: session.peakMemory() };
      });
      // The engine is gone by now: a browser needs as much memory again.
      const results: DemoResult[] = [];
      for (const { run, html } of computed) {
        results.push({ computed: run, report: await printBeside(html, context.environment.interruption.signal) });
      }
      const shown = results.map(({ computed, report }) => ({
        run: computed.summary,
        analysis: computed.analysis,
        report,
      }));
      show({ runs: shown, seconds: (Date.now() - started) / 1000, peakMemory }, () => {
        results.forEach((result) => {
          printResult(result, terminal);
        });
        terminal.print();
        terminal.print(
          terminal.out.dim(`Took ${duration((Date.now() - started) / 1000)}, at most ${bytes(peakMemory)} of memory.`),
        );
        printNext(results, labArgument, invocation(context.environment.variables), terminal);
      });
      return undefined;
    },
  );
}

function plansOf(size: DemoSize, options: DemoOptions): readonly StudyPlan[] {
  const flag = studyFlags.find((one) => options[one] === true);
  return flag === undefined ? demoPlans(size) : [otherStudies[flag][1](size)];
}

async function runOne(
  session: EngineSession,
  plan: StudyPlan,
  { lab, labArgument, options }: LeafContext<DemoOptions>,
): Promise<Computed> {
  await session.request('data.prepare', { dataset: plan.data.dataset });
  const run = await computeOrFind(session, plan, labArgument, options.fresh === true);
  session.note('Writing the report …');
  const html = path.join(lab, 'reports', `${slug(plan.name)}.html`);
  const report = await reportHtml(session, [run]);
  report.warnings.forEach(session.note);
  writeReport(html, report.html);
  return { run, html };
}

/** The newest run of the same cells: taken as it is when finished, resumed when not; otherwise a new run. */
async function computeOrFind(
  session: EngineSession,
  plan: StudyPlan,
  labArgument: string,
  fresh: boolean,
): Promise<ComputedRun> {
  const earlier = fresh ? null : await findRunOf(session, await session.request('studies.check', { plan }));
  if (earlier?.state === 'finished') {
    session.note(`This demo was computed before (run ${shortId(earlier.id)}); --fresh computes it again.`);
    return { summary: earlier, ...analysed(await readRun(session, earlier.id)) };
  }
  if (earlier !== null && isResumable(earlier.state)) {
    session.note(
      `Resuming demo run ${shortId(earlier.id)} (${String(earlier.records)} of ${String(earlier.recordsExpected)} records).`,
    );
    return computeRun(session, labArgument, earlier.id, () =>
      session.request('studies.resume', { run: earlier.id, force: false, repair: false }),
    );
  }
  return computeRun(session, labArgument, null, () => session.request('studies.run', { plan }));
}

/** A browser that lacks or fails is no failure of the demo. */
async function printBeside(html: string, signal: AbortSignal): Promise<WrittenReport> {
  const pdf = html.replace(/\.html$/, '.pdf');
  const noPdf = await writePdfIfPossible(readFileSync(html, 'utf8'), pdf, signal);
  return { html, pdf: noPdf === null ? pdf : null, noPdf };
}

function printResult({ computed, report }: DemoResult, terminal: Terminal): void {
  terminal.print();
  summaryText(computed.analysis).forEach(terminal.print);
  terminal.print();
  terminal.print(`${terminal.out.bold('Report:')} ${report.html}`);
  if (report.pdf !== null) terminal.print(`${terminal.out.bold('As PDF:')} ${report.pdf}`);
  if (report.noPdf !== null) terminal.print(terminal.out.yellow(`No PDF: ${visibleText(report.noPdf)}`));
}

/** How the person calls this program: by npm in a source checkout. */
function invocation(variables: CliEnvironment['variables']): string {
  return variables.npm_lifecycle_event === undefined ? 'muroan' : 'npm run -s muroan --';
}

function printNext(results: readonly DemoResult[], labArgument: string, program: string, terminal: Terminal): void {
  const [{ computed }] = results;
  const model = computed.input.models.find(
    ({ spec: { recipe } }) => Object.keys(recipe.encoders).length > 1 && !labelsPixels(recipe),
  );
  terminal.print();
  terminal.print('Open the report in a browser. Then:');
  if (model !== undefined) {
    terminal.print(`  ${nextCommand(['attack', shortId(model.id)], labArgument, program)}    one attack, step by step`);
  }
  terminal.print(`  ${nextCommand(['study', 'init', 'study.json'], labArgument, program)}    a study of your own`);
}
