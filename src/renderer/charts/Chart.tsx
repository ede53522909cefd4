import { Box, Button, Group, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconDownload, IconTable, IconChartLine } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Chart as ChartContent } from '../../report/document';
import { chartInFractions } from '../../report/units/chart-in-fractions';
import { shownText } from '../../shared/text/shown-text';
import type { LabError } from '../../shared/errors';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useShares } from '../ui/use-shares';
import { saveFile } from '../saving/save-file';
import { usePreferences } from '../workspace/preferences';
import { chartCsv } from './chart-csv';
import { ChartTable } from './ChartTable';
import { chartPicture } from './picture';
import { chartConfig } from '../../report/page/charts-script';
import { loadPlotly, type Plotly } from './plotly';
import { themedLayout, themedTraces } from './themed';

export interface ChartProps {
  /** As the report's `charts` make it, or the page itself: traces, layout, title, caption, the same as a table. */
  readonly chart: ChartContent;
}

const words = texts.ui.chart;

/** A chart in the window's theme, palette and units, with the same numbers as a table, and to save. */
export function Chart({ chart: given }: ChartProps): ReactNode {
  const { unit } = useShares();
  const chart = useMemo(() => (unit === 'percent' ? given : chartInFractions(given)), [given, unit]);
  const [asTable, setAsTable] = useState(false);
  const scheme = useComputedColorScheme();
  const [{ palette }] = usePreferences();
  const { ref, width } = useElementSize();
  const [error, setError] = useState<LabError | null>(null);
  const data = useMemo(() => themedTraces(chart.data, palette, scheme), [chart.data, palette, scheme]);
  const layout = useMemo(
    () => themedLayout(chart.layout, scheme, Math.max(280, Math.floor(width))),
    [chart.layout, scheme, width],
  );
  const save = (format: 'png' | 'svg'): void => {
    chartPicture({ data, layout }, format, scheme, chart.id).then(saveFile, (thrown: unknown) => {
      setError(asLabError(thrown));
    });
  };
  return (
    <Box component="figure" m={0}>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Title order={3}>{shownText(chart.title)}</Title>
        <Group gap={2}>
          <Button
            variant="subtle"
            color="gray"
            aria-pressed={asTable}
            leftSection={asTable ? <IconChartLine size={15} aria-hidden /> : <IconTable size={15} aria-hidden />}
            onClick={() => {
              setAsTable(!asTable);
            }}
          >
            {asTable ? words.asChart : words.asTable}
          </Button>
          <SaveButton
            label={words.csv}
            onClick={() => {
              saveFile(new File([chartCsv(given)], `${chart.id}.csv`, { type: 'text/csv' }));
            }}
          />
          <SaveButton
            label={words.png}
            onClick={() => {
              save('png');
            }}
          />
          <SaveButton
            label={words.svg}
            onClick={() => {
              save('svg');
            }}
          />
        </Group>
      </Group>
      {error === null ? null : <ErrorNotice error={error} />}
      <div ref={ref}>
        {asTable ? (
          <ChartTable table={chart.table} />
        ) : (
          <Plot data={data} layout={layout} width={width} alt={shownText(chart.alt)} height={chart.height} />
        )}
      </div>
      <Text component="figcaption" size="xs" c="dimmed" maw="100ch">
        {shownText(chart.caption)}
      </Text>
    </Box>
  );
}

function SaveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }): ReactNode {
  return (
    <Button
      variant="subtle"
      color="gray"
      px={6}
      leftSection={<IconDownload size={14} aria-hidden />}
      aria-label={words.save(label)}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

interface PlotProps {
  readonly data: readonly object[];
  readonly layout: object;
  /** In pixels; 0 before the page is laid out. */
  readonly width: number;
  readonly alt: string;
  readonly height: number;
}

function Plot({ data, layout, width, alt, height }: PlotProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const drawnWidth = useRef(0);
  const [plotly, setPlotly] = useState<Plotly | null>(null);
  const [error, setError] = useState<LabError | null>(null);

  useEffect(() => {
    const target = place.current;
    if (target === null) return;
    let gone = false;
    let loaded: Plotly | null = null;
    loadPlotly().then(
      (library) => {
        loaded = library;
        if (!gone) setPlotly(library);
      },
      (thrown: unknown) => {
        if (!gone) setError(asLabError(thrown));
      },
    );
    return () => {
      gone = true;
      loaded?.purge(target);
    };
  }, []);

  useEffect(() => {
    if (plotly === null || place.current === null || width === 0) return;
    // What is drawn over a drawing of another width keeps the legend's place of that width, which may be over the data.
    const draw = drawnWidth.current === width ? plotly.react : plotly.newPlot;
    drawnWidth.current = width;
    // Plotly writes into what it is given.
    draw(place.current, structuredClone(data), structuredClone(layout), chartConfig).catch((thrown: unknown) => {
      setError(asLabError(thrown));
    });
  }, [plotly, data, layout, width]);

  return (
    <>
      {error === null ? null : <ErrorNotice error={error} />}
      {plotly === null && error === null ? <Pending words={words.drawing} /> : null}
      <div ref={place} role="img" aria-label={alt} style={{ minHeight: height }} />
    </>
  );
}
