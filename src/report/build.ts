import { analyse } from '../analysis/analyse';
import { countOf, decimal, listOf } from '../analysis/format';
import { shownModelNames, withShownNames } from '../analysis/shown-names';
import { shortId } from '../shared/identity';
import type { OptionalSection } from '../shared/reports/report-sections';
import { bareText, shownName } from '../shared/text/shown-text';
import { isBlank } from '../shared/text/visible-text';
import { coverBlocks } from './cover';
import type { Block, Part, ReportDocument, Section } from './document';
import { reportHashes } from './hashes';
import type { ReportInput, RunInput } from './input';
import { approvalSection } from './sections/approval';
import { comparisonsSection } from './sections/comparisons';
import { certificatesSection } from './sections/certificates';
import { degradationsSection } from './sections/degradations';
import { contextOf, type Context } from './sections/context';
import { flagsSection } from './sections/flags';
import { glossarySection } from './sections/glossary';
import { editSection } from './sections/edit';
import { gradientSection } from './sections/gradient';
import { inputsSection } from './sections/inputs';
import { keyNumbersSection } from './sections/key-numbers';
import { limitsSection } from './sections/limits';
import { methodSection } from './sections/method';
import { sourcesSection } from './sections/sources';
import { notesSection } from './sections/notes';
import { provenanceSection } from './sections/provenance';
import { detailsSection } from './sections/details';
import { removalSection } from './sections/removal';
import { samplesSection } from './sections/samples';
import { segmentationSection } from './sections/segmentation';
import { systemSection } from './sections/system';
import { threatModelSection } from './sections/threat-model';
import { verdictSection } from './sections/verdict';
import { documentInUnits } from './units/document-in-units';

/** The report as data. Pure: equal inputs give equal documents. */
export function buildReport(input: ReportInput): ReportDocument {
  return documentInUnits(documentOf(input), input.units);
}

function documentOf(given: ReportInput): ReportDocument {
  const hashes = reportHashes(given);
  const input = {
    ...given,
    analyst: isBlank(given.analyst) ? '' : shownName(given.analyst.trim()),
    runs: given.runs.map(runShown),
  };
  const contexts = input.runs.map((run, index) => contextOf(run, hashes.runs[index]));
  const several = contexts.length > 1;
  const wholes = contexts.map((context, index) => {
    const whole = wholeOf(context, input.without);
    return several ? numbered(whole, context, index + 1) : whole;
  });
  const parts = wholes.map(({ part }) => part);
  const approval = approvalSection(contexts, input);
  const details = wholes.flatMap(({ appendices }) => appendices);
  const glossary = glossarySection([...parts.flatMap(({ sections }) => sections), approval, ...details]);
  const [first] = contexts;
  const incomplete = contexts.filter(isIncomplete);
  const mark = incomplete.length === 0 ? '' : ' · INCOMPLETE';
  return {
    title: several ? `Robustness of ${countOf(contexts.length, 'run')}` : first.input.analysis.study.name,
    kicker: 'MUROAN Lab · robustness report',
    question: several ? '' : first.input.analysis.study.question,
    cover: coverBlocks(contexts, input),
    watermark: incomplete.length === 0 ? null : watermarkOf(incomplete, several),
    footer: several ? `Report on ${countOf(contexts.length, 'run')} · ${planWords(contexts)}${mark}` : parts[0].footer,
    parts,
    closing: [approval],
    appendices: [...details, glossary].map(lettered),
    hashes,
  };
}

/** With its names as they are shown; where that changes any, what its numbers say is said anew with them. */
function runShown(run: RunInput): RunInput {
  const shown = withShownNames(run);
  const names = shownModelNames(run.names);
  if (shown === run) return { ...run, names };
  return { ...shown, names, analysis: analyse({ ...shown, state: run.analysis.run.state }) };
}

/** All that is said of one run: what everybody reads, and what specialists look up. */
interface Whole {
  readonly part: Part;
  readonly appendices: readonly Section[];
}

/** The others are about one answer for each sample, of which a model that answers for every pixel gives none. */
const sectionsOfPixels: ReadonlySet<OptionalSection> = new Set(['method', 'segmentation', 'certificates', 'samples']);

function wholeOf(context: Context, without: readonly OptionalSection[]): Whole {
  const { run } = context.input;
  const ofPixels = context.input.analysis.segmentation !== null;
  const chosen = (id: OptionalSection, section: (from: Context) => Section | null): Section | null =>
    without.includes(id) || (ofPixels && !sectionsOfPixels.has(id)) ? null : section(context);
  const there = (sections: readonly (Section | null)[]): readonly Section[] =>
    sections.flatMap((section) => (section === null ? [] : [withoutEmptyTables(section)]));
  const sections = there([
    verdictSection(context, without),
    notesSection(context),
    limitsSection(context, without),
    flagsSection(context),
    threatModelSection(context),
    systemSection(context),
    chosen('method', methodSection),
    chosen('numbers', keyNumbersSection),
    chosen('segmentation', segmentationSection),
    chosen('samples', samplesSection),
    chosen('removal', removalSection),
    chosen('inputs', inputsSection),
    chosen('degradations', degradationsSection),
    chosen('certificates', certificatesSection),
    chosen('comparisons', comparisonsSection),
  ]);
  const footer = `${nameOf(context)} · plan ${shortId(run.expansion.planHash)}${isIncomplete(context) ? ' · INCOMPLETE' : ''}`;
  return {
    part: { id: '', title: null, footer, incomplete: isIncomplete(context), sections },
    appendices: there([
      chosen('gradient', gradientSection),
      chosen('edit', editSection),
      chosen('details', detailsSection),
      sourcesSection(context),
      provenanceSection(context),
    ]),
  };
}

function nameOf({ input: { analysis, run } }: Context): string {
  return `${shortened(analysis.study.name)} · run ${shortId(run.id)}`;
}

/** One of several runs: its part named, its appendices numbered as it is, and with ids that are its own. */
function numbered({ part, appendices }: Whole, context: Context, number: number): Whole {
  const id = `part-${String(number)}`;
  const ownBlock = (block: Block): Block => (block.kind === 'chart' ? { ...block, id: `${id}-${block.id}` } : block);
  const own = (section: Section): Section => ({
    ...section,
    id: `${id}-${section.id}`,
    blocks: section.blocks.map(ownBlock),
  });
  return {
    part: { ...part, id, title: `${String(number)}. ${nameOf(context)}`, sections: part.sections.map(own) },
    appendices: appendices
      .map(own)
      .map((section) => ({ ...section, title: `${section.title}, run ${String(number)}` })),
  };
}

/** `Appendix A: Inside the attack`. */
function lettered(section: Section, index: number): Section {
  const letter = String.fromCodePoint(65 + (index % 26));
  const round = Math.floor(index / 26);
  return { ...section, title: `Appendix ${letter}${round === 0 ? '' : String(round)}: ${section.title}` };
}

function isIncomplete({ input }: Context): boolean {
  return !input.analysis.run.complete;
}

function watermarkOf(incomplete: readonly Context[], several: boolean): ReportDocument['watermark'] {
  const missing = incomplete.map(({ input: { analysis } }) => {
    const { state, records, recordsExpected } = analysis.run;
    return `${several ? `${analysis.study.name}: ` : ''}${state === 'finished' ? 'records are missing' : state}, ${decimal(records)} of ${decimal(recordsExpected)} records`;
  });
  return { text: 'INCOMPLETE', why: `Incomplete (${listOf(missing)}). The numbers are provisional.` };
}

/** Plans whose hashes a footer has room for. */
const mostPlans = 3;

function planWords(contexts: readonly Context[]): string {
  const plans = [...new Set(contexts.map(({ input }) => shortId(input.run.expansion.planHash)))];
  return `plans ${plans.slice(0, mostPlans).join(', ')}${plans.length > mostPlans ? ', …' : ''}`;
}

/** A footer has one line. */
function shortened(name: string): string {
  const bare = bareText(name);
  return bare.length > 56 ? shownName(`${bare.slice(0, 55)}…`) : name;
}

/** A table without rows says nothing that its section does not. */
function withoutEmptyTables(section: Section): Section {
  return { ...section, blocks: section.blocks.filter((block) => block.kind !== 'table' || block.rows.length > 0) };
}
