import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../shared/text/shown-text';
import { colourOn, markerSigns } from './palette';
import type { SeriesStyle } from './series-style';

/** A run's name behind the colour and marker that it has in every chart. */
export function RunName({ name, style }: { readonly name: string; readonly style: SeriesStyle }): ReactNode {
  const scheme = useComputedColorScheme();
  return (
    <>
      <span aria-hidden="true" style={{ color: colourOn(scheme, style.colour) }}>
        {markerSigns[style.marker]}
      </span>{' '}
      {shownName(name)}
    </>
  );
}
