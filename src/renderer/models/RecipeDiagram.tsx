import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { choiceText } from '../../shared/planning/choice-text';
import { fusedStage } from '../../shared/models/fused-stage';
import type { ModalityKind, ModalitySpecs } from '../../shared/data/modality';
import { shownText } from '../../shared/text/shown-text';
import type { Target } from '../../shared/data/target';
import { texts } from '../texts/catalogue';
import classes from './RecipeDiagram.module.css';

const words = texts.models.diagram;

/** A chosen part: its name, then its fields. */
export type Part = object & { readonly name: string };

export interface RecipeDiagramProps {
  /** Of the data set: those without an encoder are shown as not read. */
  readonly modalities: ModalitySpecs;
  readonly encoders: Readonly<Record<string, Part>>;
  readonly fusion: Part;
  readonly head: Part;
  /** What the answer is one of, or a set of. */
  readonly classes: readonly string[];
  readonly target?: Target | undefined;
}

const row = 74;

/**
 * The unified view of a model with the parts that were chosen: encoders → fusion → head, or, where decisions are fused,
 * encoders → a head each → what joins their decisions.
 */
export function RecipeDiagram(props: RecipeDiagramProps): ReactNode {
  const { modalities, encoders, fusion, head, target } = props;
  const inputs = Object.entries(modalities);
  const height = Math.max(1, inputs.length) * row + 8;
  const middle = height / 2;
  const read = inputs.filter(([id]) => id in encoders);
  const isFused = read.length > 1;
  const isLate = isFused && fusedStage(fusion.name) === 'decisions';
  const parts = [
    ...inputs.map(([id]) =>
      id in encoders
        ? `${id} → ${choiceText(encoders[id])}${isLate ? ` → ${words.head} ${choiceText(head)}` : ''}`
        : `${id} → ${words.notRead}`,
    ),
    ...(isFused ? [`${words.fusion} ${choiceText(fusion)}`] : []),
    ...(isLate ? [] : [`${words.head} ${choiceText(head)}`]),
  ];
  return (
    <svg
      className={classes.diagram}
      viewBox={`0 0 860 ${String(height)}`}
      role="img"
      aria-label={shownText(words.alt(parts.join(', ')))}
    >
      {inputs.map(([id, { kind }], index) => {
        const y = index * row + row / 2 + 4;
        const encoder = id in encoders ? encoders[id] : null;
        const place = read.findIndex(([other]) => other === id);
        const end = middle + (place - (read.length - 1) / 2) * 16;
        return (
          <g key={id}>
            <Input kind={kind} name={id} y={y} />
            {encoder === null ? (
              <Box look="absent" x={150} y={y} width={210} title={words.notRead} small="" />
            ) : (
              <>
                <Arrow from={[112, y]} to={[148, y]} />
                <Box x={150} y={y} width={210} title={encoder.name} small={fieldsOf(encoder) || words.encoder} />
                {isLate ? (
                  <>
                    <Arrow from={[362, y]} to={[408, y]} />
                    <Box x={410} y={y} width={150} title={head.name} small={fieldsOf(head) || words.head} />
                    <Arrow from={[562, y]} to={[608, end]} />
                  </>
                ) : (
                  <Arrow from={[362, y]} to={isFused ? [408, end] : [608, middle]} />
                )}
              </>
            )}
          </g>
        );
      })}
      {isFused && !isLate ? (
        <>
          <Box
            look="fusion"
            x={410}
            y={middle}
            width={160}
            title={fusion.name}
            small={fieldsOf(fusion) || words.fusion}
          />
          <Arrow from={[572, middle]} to={[608, middle]} />
        </>
      ) : null}
      {isLate ? (
        <Box look="fusion" x={610} y={middle} width={130} title={fusion.name} small={words.decisions} />
      ) : (
        <Box x={610} y={middle} width={130} title={head.name} small={fieldsOf(head) || words.head} />
      )}
      <Arrow from={[742, middle]} to={[772, middle]} />
      <text x={778} y={middle}>
        {words.answer}
      </text>
      <text className={classes.small} x={778} y={middle + 16}>
        {words.answers[target?.kind ?? 'class'](decimal(props.classes.length))}
      </text>
    </svg>
  );
}

/** `width 64, blocks 1`; empty for a part without fields. */
function fieldsOf(part: Part): string {
  return (Object.entries(part) as [string, unknown][])
    .filter(([name]) => name !== 'name')
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('→') : String(value)}`)
    .join(', ');
}

function Input({
  kind,
  name,
  y,
}: {
  readonly kind: ModalityKind;
  readonly name: string;
  readonly y: number;
}): ReactNode {
  return (
    <g>
      {kind !== 'text'
        ? Array.from({ length: 9 }, (_, cell) => (
            <rect
              key={cell}
              className={classes.cell}
              x={8 + (cell % 3) * 10}
              y={y - 15 + Math.floor(cell / 3) * 10}
              width={9}
              height={9}
            />
          ))
        : [26, 18, 24].map((width, line) => (
            <rect key={line} className={classes.cell} x={8} y={y - 13 + line * 10} width={width} height={6} rx={2} />
          ))}
      <text x={46} y={y + 5}>
        {short(shownText(name), 9)}
      </text>
    </g>
  );
}

interface BoxProps {
  readonly look?: 'box' | 'fusion' | 'absent';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly title: string;
  readonly small: string;
}

function Box({ look = 'box', x, y, width, title, small }: BoxProps): ReactNode {
  return (
    <g>
      <rect className={classes[look]} x={x} y={y - 26} width={width} height={52} rx={4} />
      <text x={x + width / 2} y={small === '' ? y + 5 : y - 3} textAnchor="middle">
        {title}
      </text>
      <text className={classes.small} x={x + width / 2} y={y + 15} textAnchor="middle">
        {short(small, Math.floor(width / 6))}
      </text>
    </g>
  );
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

type Point = readonly [x: number, y: number];

function Arrow({ from, to }: { readonly from: Point; readonly to: Point }): ReactNode {
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return (
    <g>
      <path className={classes.arrow} d={`M${from.join(' ')}L${to.join(' ')}`} />
      <path
        className={classes.tip}
        d="M0 0L-9 4.5L-9 -4.5Z"
        transform={`translate(${to.join(' ')}) rotate(${String(angle)})`}
      />
    </g>
  );
}
