import { decimal } from '../analysis/format';
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
import { provenanceSection } from './sections/provenance';
import { detailsSection, removalSection, samplesSection } from './sections/removal';
import { systemSection } from './sections/system';
import { utcTime } from './sections/time';
import { verdictSection } from './sections/verdict';

/** The report as data. Pure: equal inputs give equal documents. */
export function buildReport(input: ReportInput): ReportDocument {
  const context = contextOf(input);
  const { analysis, run } = input;
  const sections: readonly (Section | null)[] = [
    verdictSection(context),
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
      `${analysis.data.title}, ${decimal(analysis.data.n)} samples`,
      `${decimal(context.models.length)} ${context.models.length === 1 ? 'model' : 'models'}, ${decimal(context.settings.length)} attacks`,
      `Run ${shortId(run.id)}, ${utcTime(run.createdAt).slice(0, 10)}`,
    ],
    watermark: analysis.run.complete ? null : 'INCOMPLETE',
    footer: `${analysis.study.name} · plan ${shortId(run.expansion.planHash)}${analysis.run.complete ? '' : ' · INCOMPLETE'}`,
    sections: sections.filter((section) => section !== null),
  };
}
