import { useMemo, type ReactNode } from 'react';
import { certificateLabels, type CertificateName } from '../../../shared/certificates/certificate';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { certificateCatalogue } from '../../../shared/planning/choice-catalogue';
import { certificateReason } from '../../../shared/planning/certificate-limits';
import { plansPixels } from '../../../shared/planning/pixel-limits';
import { problemExactlyAt } from '../../parts/problems';
import { useSeek } from '../../parts/sought';
import { texts } from '../../texts/catalogue';
import { AddMenu } from '../AddMenu';
import { inserted, replaced, without } from '../plan-edits';
import { CertificateCard, certificateCardTitle } from './CertificateCard';
import { EntryList } from './EntryList';
import { freshCertificate } from './fresh-certificate';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.certificates;
const names = Object.keys(certificateLabels) as CertificateName[];

export interface CertificatesSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** What is proved of the models, or of ensembles of their answers. */
export function CertificatesSection({ editor, problems, manifest }: CertificatesSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const { certificates } = plan;
  const seek = useSeek();
  const catalogue = useMemo(certificateCatalogue, []);
  return (
    <BuilderSection
      title={words.title}
      where="plan.certificates"
      lead={words.lead}
      actions={
        <AddMenu
          label={words.add}
          choices={names.map((name) => ({
            name,
            label: certificateLabels[name],
            meaning: catalogue.find((choice) => choice.name === name)?.meaning,
            reason: certificateReason(name, plan.subjects, manifest),
          }))}
          onAdd={(name) => {
            edit({ ...plan, certificates: [...certificates, freshCertificate(name, manifest)] });
            seek(`plan.certificates[${String(certificates.length)}]`);
          }}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.certificates')} />
      <EntryList
        items={certificates}
        none={words.none}
        card={(certificate, index, isFresh) => (
          <CertificateCard
            certificate={certificate}
            index={index}
            manifest={manifest}
            subjects={plan.subjects}
            choice={catalogue.find(({ name }) => name === certificate.name)}
            problems={problems}
            isFresh={isFresh}
            ofPixels={plansPixels(plan.subjects)}
            onChange={(next) => {
              edit({ ...plan, certificates: replaced(certificates, index, next) });
            }}
            onRemove={() => {
              takeAway(
                { ...plan, certificates: without(certificates, index) },
                {
                  text: words.removed(certificateCardTitle(certificate, index)),
                  putBack: (now) => ({ ...now, certificates: inserted(now.certificates, index, certificate) }),
                },
              );
            }}
          />
        )}
      />
    </BuilderSection>
  );
}
