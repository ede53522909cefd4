import type { ReactNode } from 'react';
import { fusedStage } from '../../../shared/models/fused-stage';
import type { ModalityKind, ModalitySpecs } from '../../../shared/data/modality';
import classes from './RecipeGallery.module.css';
import type { SpecDraft } from '../../parts/spec-draft';

/** Sizes in units of the drawing, which are pixels where it has its room. */
const row = 34;
const box = 24;
const columns = { input: 4, encoder: 40, fusion: 158, head: 284, end: 340 } as const;
/** Where decisions are fused, a head follows every encoder, and what joins their decisions ends the picture. */
const late = { head: 172, fusion: 270, width: 64 } as const;
const widths = { encoder: 100, fusion: 110, head: 50 } as const;

export interface RecipeSketchProps {
  /** Those that the recipe reads. */
  readonly modalities: ModalitySpecs;
  readonly recipe: SpecDraft['recipe'];
}

/** A recipe as a small picture of the unified view; its parts are named in it, its title beside it. */
export function RecipeSketch({ modalities, recipe }: RecipeSketchProps): ReactNode {
  const inputs = Object.entries(modalities);
  // Pictures of one gallery have one height, however many inputs there are.
  const height = Math.max(2, inputs.length) * row + 4;
  const middle = height / 2;
  const isFused = inputs.length > 1;
  const isLate = isFused && fusedStage(recipe.fusion.name) === 'decisions';
  return (
    <svg className={classes.sketch} viewBox={`0 0 ${String(columns.end)} ${String(height)}`} aria-hidden>
      {inputs.map(([id, { kind }], index) => {
        const y = middle + (index - (inputs.length - 1) / 2) * row;
        const encoded = columns.encoder + widths.encoder;
        const next = isFused ? columns.fusion : columns.head;
        return (
          <g key={id}>
            <Glyph kind={kind} y={y} />
            <Line from={[columns.input + 26, y]} to={[columns.encoder, y]} />
            <Box look="box" x={columns.encoder} y={y} width={widths.encoder} name={recipe.encoders[id].name} />
            {isLate ? (
              <>
                <Line from={[encoded, y]} to={[late.head, y]} />
                <Box look="box" x={late.head} y={y} width={widths.head} name={recipe.head.name} />
                <Line from={[late.head + widths.head, y]} to={[late.fusion, middle]} />
              </>
            ) : (
              <Line from={[encoded, y]} to={[next, middle]} />
            )}
          </g>
        );
      })}
      {isLate ? (
        <Box look="fusion" x={late.fusion} y={middle} width={late.width} name={recipe.fusion.name} />
      ) : isFused ? (
        <>
          <Box look="fusion" x={columns.fusion} y={middle} width={widths.fusion} name={recipe.fusion.name} />
          <Line from={[columns.fusion + widths.fusion, middle]} to={[columns.head, middle]} />
        </>
      ) : null}
      {isLate ? null : <Box look="box" x={columns.head} y={middle} width={widths.head} name={recipe.head.name} />}
    </svg>
  );
}

function Glyph({ kind, y }: { readonly kind: ModalityKind; readonly y: number }): ReactNode {
  switch (kind) {
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return [0, 1, 2, 3].map((cell) => (
        <rect
          key={cell}
          className={classes.cell}
          x={columns.input + (cell % 2) * 11}
          y={y - 10 + Math.floor(cell / 2) * 11}
          width={9}
          height={9}
        />
      ));
    case 'text':
      return [22, 15, 20].map((width, line) => (
        <rect key={line} className={classes.cell} x={columns.input} y={y - 9 + line * 7} width={width} height={4} />
      ));
    default:
      return kind satisfies never;
  }
}

interface BoxProps {
  readonly look: 'box' | 'fusion';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
}

function Box({ look, x, y, width, name }: BoxProps): ReactNode {
  return (
    <g>
      <rect className={classes[look]} x={x} y={y - box / 2} width={width} height={box} rx={3} />
      <text x={x + width / 2} y={y + 3.5} textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

type Point = readonly [x: number, y: number];

function Line({ from, to }: { readonly from: Point; readonly to: Point }): ReactNode {
  return <path className={classes.line} d={`M${from.join(' ')}L${to.join(' ')}`} />;
}
