import type { ReactNode } from 'react';
import type { ModalityKind, PlaneKind } from '../../shared/data/modality';
import { shownText as shown } from '../../shared/text/shown-text';
import type { Diagram as DiagramBlock } from '../document';

/** Encoders → fusion → head, with a blanked square and a struck word in front. */
export function Diagram({ modalities, fusions, removes }: Omit<DiagramBlock, 'kind'>): ReactNode {
  const rowHeight = 92;
  const height = Math.max(2, modalities.length) * rowHeight + 8;
  const middle = height / 2;
  return (
    <svg
      className="diagram"
      viewBox={`0 0 800 ${String(height)}`}
      role="img"
      aria-label={`Each input (${modalities.map(({ id }) => shown(id)).join(', ')}) goes through its own encoder; the fusion joins them; the head gives the answer.${removes ? ' The attack removes parts of the inputs.' : ''}`}
    >
      {modalities.map(({ id, kind }, index) => {
        const y = index * rowHeight + rowHeight / 2 + 4;
        return (
          <g key={id}>
            <Glyph kind={kind} y={y} cut={removes} />
            <Arrow from={[152, y]} to={[200, y]} />
            <Box x={202} y={y} width={150} title="encoder" small={`reads the ${shown(id)}`} />
            <Arrow from={[354, y]} to={[424, middle + (index - (modalities.length - 1) / 2) * 16]} />
          </g>
        );
      })}
      <g className="fusion">
        <Box
          x={426}
          y={middle}
          width={140}
          title="fusion"
          small={fusions.length > 2 ? `one of ${String(fusions.length)} kinds` : fusions.map(shown).join(' or ')}
        />
      </g>
      <Arrow from={[568, middle]} to={[606, middle]} />
      <Box x={608} y={middle} width={84} title="head" small="decides" />
      <Arrow from={[694, middle]} to={[724, middle]} />
      <text x={732} y={middle + 5}>
        answer
      </text>
    </svg>
  );
}

/** What a removal does to it, in as many words as there is room for. */
const cutWords: Readonly<Record<PlaneKind, string>> = {
  image: 'square blanked',
  audio: 'cell blanked',
  tabular: 'column blanked',
  sequence: 'span blanked',
  skeleton: 'joint blanked',
};

function Glyph({ kind, y, cut }: { kind: ModalityKind; y: number; cut: boolean }): ReactNode {
  switch (kind) {
    case 'text':
      return (
        <g>
          {['a', 'red', 'coat'].map((word, index) => {
            const x = [36, 56, 94][index];
            return (
              <text key={word} x={x} y={y + 5}>
                {word}
              </text>
            );
          })}
          {cut ? (
            <>
              <path className="strike" d={`M54 ${String(y)}h30`} />
              <text className="small" x={36} y={y + 28}>
                word left out
              </text>
            </>
          ) : null}
        </g>
      );
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return (
        <g>
          {Array.from({ length: 16 }, (_, cell) => (
            <rect
              key={cell}
              className={cut && cell === 6 ? 'cut' : 'cell'}
              x={52 + (cell % 4) * 15}
              y={y - 36 + Math.floor(cell / 4) * 15}
              width={13}
              height={13}
            />
          ))}
          {cut ? (
            <text className="small" x={36} y={y + 40}>
              {cutWords[kind]}
            </text>
          ) : null}
        </g>
      );
    default:
      return kind satisfies never;
  }
}

function Box(box: { x: number; y: number; width: number; title: string; small: string }): ReactNode {
  return (
    <g>
      <rect className="box" x={box.x} y={box.y - 28} width={box.width} height={56} rx={4} />
      <text x={box.x + box.width / 2} y={box.y - 3} textAnchor="middle">
        {box.title}
      </text>
      <text className="small" x={box.x + box.width / 2} y={box.y + 16} textAnchor="middle">
        {box.small.length > 22 ? `${box.small.slice(0, 21)}…` : box.small}
      </text>
    </g>
  );
}

type Point = readonly [x: number, y: number];

function Arrow({ from, to }: { from: Point; to: Point }): ReactNode {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const at = (back: number, side: number): string =>
    `${(to[0] - back * Math.cos(angle) - side * Math.sin(angle)).toFixed(1)} ${(to[1] - back * Math.sin(angle) + side * Math.cos(angle)).toFixed(1)}`;
  return (
    <g>
      <path d={`M${String(from[0])} ${String(from[1])}L${at(8, 0)}`} />
      <path className="head" d={`M${at(0, 0)}L${at(9, 4)}L${at(9, -4)}Z`} />
    </g>
  );
}
