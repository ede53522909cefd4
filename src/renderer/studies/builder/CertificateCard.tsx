import { ActionIcon, Checkbox, Group, MultiSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { certificateLabels, ratioOf, sameRay, type Ray } from '../../../shared/certificates/certificate';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { modalityFacts } from '../../../shared/data/modality';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import type { Problem } from '../../../shared/problem';
import { pixelReasons } from '../../../shared/planning/pixel-limits';
import { leftOut } from '../../../shared/planning/certificate-limits';
import { growing, threatLimit } from '../../../shared/planning/threat-limit';
import { shownName, shownText } from '../../../shared/text/shown-text';
import { Tamper, tampered } from '../../../shared/certificates/tamper';
import { editedFields, PartFields } from '../../parts/PartFields';
import { withField } from '../../parts/part-draft';
import { fieldAt, problemAt, problemExactlyAt } from '../../parts/problems';
import type { CertificateDraft, SubjectDraft } from '../../plans/plan-draft';
import { listOf } from '../../../analysis/format';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { FoldedCard } from './FoldedCard';
import { OtherProblems, ProblemText } from './section';

const words = texts.builder.certificates;

export interface CertificateCardProps {
  readonly certificate: CertificateDraft;
  readonly index: number;
  readonly manifest: DatasetManifest;
  readonly subjects: readonly SubjectDraft[];
  /** Undefined: the lab knows none of that name. */
  readonly choice: Choice | undefined;
  readonly problems: readonly Problem[];
  /** The models answer for every pixel. */
  readonly ofPixels: boolean;
  /** It was added a moment ago: it shows its fields. */
  readonly isFresh: boolean;
  readonly onChange: (certificate: CertificateDraft) => void;
  readonly onRemove: () => void;
}

/** `1. MMCert`. */
export function certificateCardTitle({ name }: CertificateDraft, index: number): string {
  const label = Object.hasOwn(certificateLabels, name)
    ? certificateLabels[name as keyof typeof certificateLabels]
    : shownText(name);
  return words.number(index + 1, label);
}

/** One certificate: what is drawn of which inputs, and how surely it is to hold. */
export function CertificateCard(props: CertificateCardProps): ReactNode {
  const { certificate, index, subjects, choice, problems, isFresh, onChange, onRemove } = props;
  const without = leftOut(certificate, subjects);
  const where = `plan.certificates[${String(index)}]`;
  const title = certificateCardTitle(certificate, index);
  const isApart = certificate.name === 'mmcert';
  const drawsNothing = certificate.name === 'crmt';
  const own =
    choice === undefined
      ? undefined
      : {
          ...choice,
          fields: choice.fields.filter(
            ({ name }) => !(['modalities', 'rays', 'modified'].includes(name) || (isApart && name === 'kept')),
          ),
        };
  return (
    <FoldedCard
      title={title}
      line={drawnLine(certificate)}
      where={where}
      isWrong={problemAt(problems, where) !== undefined}
      isFresh={isFresh}
      actions={
        <ActionIcon color="gray" aria-label={words.remove(title)} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      }
    >
      {isApart ? (
        <KeptFields {...props} where={`${where}.kept`} />
      ) : drawsNothing ? (
        <Text size="sm" maw="75ch">
          {words.radii}
        </Text>
      ) : (
        <Together {...props} where={where} />
      )}
      {own === undefined ? null : (
        <PartFields
          choice={own}
          fields={certificate}
          where={where}
          problems={problems}
          cols={{ base: 1, sm: 2 }}
          reason={(field) => reasonOf(field, props)}
          onChange={(next) => {
            onChange(withModified({ ...next, name: certificate.name }, props.manifest));
          }}
        />
      )}
      {without.map(({ reason, subjects: names }) => (
        <Text key={reason} size="xs" c="dimmed" maw="75ch">
          {words.leftOut(listOf(names.map((name) => `“${shownName(name)}”`)), shownText(reason))}
        </Text>
      ))}
      {drawsNothing ? null : <Ratios {...props} where={`${where}.rays`} />}
      <OtherProblems
        problems={problems}
        where={where}
        fields={['modalities', 'kept', 'rays', ...(own === undefined ? [] : editedFields(own).map(({ name }) => name))]}
      />
    </FoldedCard>
  );
}

/** How many elements are drawn of each input. */
function KeptFields({
  certificate,
  manifest,
  problems,
  where,
  onChange,
}: CertificateCardProps & { readonly where: string }): ReactNode {
  const kept = keptOf(certificate);
  return (
    <Stack gap={4} data-field={where}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {Object.entries(manifest.modalities).map(([id, { kind }]) => (
          <NumberField
            key={id}
            label={words.kept(shownName(id), modalityFacts[kind].element)}
            placeholder={words.whole}
            value={kept[id]}
            {...fieldAt(problems, `${where}.${id}`)}
            onChange={(count) => {
              const next = withField(kept, id, count === '' ? undefined : count);
              onChange(withModified({ ...certificate, kept: next }, manifest));
            }}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {words.keptHint}
      </Text>
      <ProblemText text={problemExactlyAt(problems, where)} />
    </Stack>
  );
}

/** Inputs whose elements are drawn together. */
function Together({
  certificate,
  manifest,
  problems,
  where,
  onChange,
}: CertificateCardProps & { readonly where: string }): ReactNode {
  const order = Object.keys(manifest.modalities);
  return (
    <>
      <Checkbox.Group
        label={words.on}
        size="xs"
        data-field={`${where}.modalities`}
        value={certificate.modalities ?? []}
        onChange={(chosen) => {
          onChange({ ...certificate, modalities: [...chosen].sort((a, b) => order.indexOf(a) - order.indexOf(b)) });
        }}
      >
        <Group gap="md" mt={4}>
          {order.map((id) => (
            <Checkbox key={id} value={id} label={shownName(id)} />
          ))}
        </Group>
      </Checkbox.Group>
      <ProblemText text={problemAt(problems, `${where}.modalities`)} />
    </>
  );
}

/** Ratios of two inputs that can be picked; others stand in the plan's file. */
const parts = [2, 3, 4] as const;

/** In which ratios radii are told besides. */
function Ratios({
  certificate,
  problems,
  where,
  onChange,
}: CertificateCardProps & { readonly where: string }): ReactNode {
  const drawn = certificate.modalities ?? Object.keys(keptOf(certificate));
  const chosen = raysIn(certificate);
  if (drawn.length < 2 && chosen.length === 0) return null;
  const offered = drawn.flatMap((first, place) =>
    drawn.slice(place + 1).flatMap((second) =>
      parts.flatMap((part): Ray[] => [
        { [first]: part, [second]: 1 },
        { [first]: 1, [second]: part },
      ]),
    ),
  );
  const all = [...offered, ...chosen.filter((ray) => !offered.some((other) => sameRay(other, ray)))];
  return (
    <div data-field={where}>
      <MultiSelect
        label={words.rays}
        description={words.raysHint}
        data={all.map((ray, index) => ({ value: String(index), label: ratioName(ray) }))}
        value={chosen.map((ray) => String(all.findIndex((other) => sameRay(other, ray))))}
        maw="36rem"
        onChange={(values) => {
          onChange({ ...certificate, rays: values.map((value) => all[Number(value)]) });
        }}
      />
      <ProblemText text={problemAt(problems, where)} />
    </div>
  );
}

function ratioName(ray: Ray): string {
  return `${Object.keys(ray).map(shownName).join(' : ')} = ${ratioOf(ray) ?? '1 : 1'}`;
}

function raysIn({ rays }: CertificateDraft): readonly Ray[] {
  const isRay = (ray: unknown): ray is Ray =>
    typeof ray === 'object' && ray !== null && Object.values(ray).every((part) => typeof part === 'number');
  return Array.isArray(rays) ? rays.filter(isRay) : [];
}

/** Why a field cannot be set; null: it can. */
function reasonOf(field: string, { certificate, manifest, ofPixels }: CertificateCardProps): string | null {
  if (field === 'strict' && ofPixels) return pixelReasons.strict;
  if (field !== 'threat') return null;
  const drawn = Object.keys(keptOf(certificate));
  const limit = threatLimit(drawn, manifest.modalities);
  return limit === null || growing(manifest.modalities).some((id) => drawn.includes(id))
    ? null
    : words.onlyModified(shownText(limit));
}

/** Where elements of some inputs may be added or deleted, those of the others are modified. */
function withModified(certificate: CertificateDraft, { modalities }: DatasetManifest): CertificateDraft {
  const able = growing(modalities);
  const fixed = Object.keys(keptOf(certificate)).filter((id) => !able.includes(id));
  const grows = threatIn(certificate) !== 'modify' && fixed.length > 0;
  return withField(certificate, 'modified', grows ? fixed : undefined);
}

function threatIn({ threat }: CertificateDraft): Tamper {
  return Tamper.safeParse(threat).data ?? 'modify';
}

/** `image 78 · text 6`, `text 4 · words added`, `image 78 · text 6 · words added, image modified`. */
function drawnLine(certificate: CertificateDraft): string {
  if (certificate.name === 'crmt') return words.radiiLine;
  const { kept, modalities = [] } = certificate;
  const threat = threatIn(certificate);
  const modified = Array.isArray(certificate.modified) ? certificate.modified.map((id) => shownText(String(id))) : [];
  return typeof kept === 'object'
    ? [
        ...Object.entries(keptOf(certificate)).map(([id, count]) => `${shownName(id)} ${shownText(String(count))}`),
        ...(threat === 'modify' ? [] : [words.threat(tampered[threat], listOf(modified))]),
      ].join(' · ')
    : `${typeof kept === 'number' || typeof kept === 'string' ? shownText(String(kept)) : '–'} · ${shownText(modalities.join(' + '))}`;
}

function keptOf({ kept }: CertificateDraft): Readonly<Record<string, number | string>> {
  return typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, number | string>>) : {};
}
