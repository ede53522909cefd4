import type { ReactNode } from 'react';
import { shownName } from '../../shared/shown-text';
import { markerSigns } from './palette';
import type { SeriesStyle } from './series-style';

/** A run's name behind the colour and marker that it has in every chart. */
export function RunName({ name, style }: { readonly name: string; readonly style: SeriesStyle }): ReactNode {
  return (
    <>
      <span aria-hidden="true" style={{ color: style.colour }}>
        {markerSigns[style.marker]}
      </span>{' '}
      {shownName(name)}
    </>
  );
}
