import { countOf, utcTime } from '../analysis/format';
import { shortId } from '../shared/identity';
import type { ReportDocument, Section } from './document';
import type { ReportInput } from './input';
import { comparisonsSection } from './sections/comparisons';
import { contextOf } from './sections/context';
import { flagsSection } from './sections/flags';
import { glossarySection } from './sections/glossary';
import { gradientSection } from './sections/gradient';
import { inputsSection } from './sections/inputs';
import { keyNumbersSection } from './sections/key-numbers';
import { limitsSection } from './sections/limits';
import { methodSection } from './sections/method';
import { notesSection } from './sections/notes';
import { provenanceSection } from './sections/provenance';
import { detailsSection, removalSection } from './sections/removal';
import { samplesSection } from './sections/samples';
import { systemSection } from './sections/system';
import { verdictSection } from './sections/verdict';

/** A table without rows says nothing that its section does not. */
function withoutEmptyTables(section: Section): Section {
  return { ...section, blocks: section.blocks.filter((block) => block.kind !== 'table' || block.rows.length > 0) };
}

/** The report as data. Pure: equal inputs give equal documents. */
export function buildReport(input: ReportInput): ReportDocument {
  const context = contextOf(input);
  const { analysis, run } = input;
  const sections: readonly (Section | null)[] = [
    verdictSection(context),
    notesSection(context),
    methodSection(context),
    keyNumbersSection(context),
    samplesSection(context),
    removalSection(context),
    inputsSection(context),
    comparisonsSection(context),
    gradientSection(context),
    detailsSection(context),
    flagsSection(context),
    systemSection(context),
    limitsSection(context),
    provenanceSection(context),
    glossarySection(context),
  ];
  return {
    title: analysis.study.name,
    kicker: 'MUROAN Lab · robustness report',
    question: analysis.study.question,
    facts: [
      `${analysis.data.title}, ${countOf(analysis.data.n, 'sample')}`,
      `${countOf(context.models.length, 'model')}, ${countOf(context.settings.length, 'attack')}`,
      `Run ${shortId(run.id)}, ${utcTime(run.createdAt).slice(0, 10)}`,
    ],
    watermark: analysis.run.complete ? null : 'INCOMPLETE',
    footer: `${analysis.study.name} · plan ${shortId(run.expansion.planHash)}${analysis.run.complete ? '' : ' · INCOMPLETE'}`,
    sections: sections.flatMap((section) => (section === null ? [] : [withoutEmptyTables(section)])),
  };
}
