import { useMemo, useState } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { LabError } from '../../../shared/errors';
import { canonicalJson } from '../../../shared/identity';
import type { MapDraft } from '../../../shared/imported/map-edit';
import { filesOf, ModelMap } from '../../../shared/imported/model-map';
import type { LabParams } from '../../../shared/lab-channel/lab-api';
import type { Problem } from '../../../shared/problem';
import type { TriedSample } from '../../../shared/protocol/models';
import { goTo } from '../../address/route';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { useJoinProject } from '../../workspace/use-project';
import type { Looked } from './looked';
import { mapProblems, toldAtFields } from './map-problems';

type Asked = LabParams<'models.import'>;

/** What is under way: how it is begun and ended, and whether it may be begun now. */
interface Step {
  readonly can: boolean;
  readonly isBusy: boolean;
  readonly start: () => void;
  readonly cancel: () => void;
}

export interface MapImportProps {
  readonly looked: Looked;
  readonly manifest: DatasetManifest;
  /** The map to begin with. */
  readonly first: MapDraft;
  /** Where the model lies, and its tokenizer's files may lie too. */
  readonly folder: string;
  /** The import has begun, or ended. */
  readonly onImporting: (isUnderWay: boolean) => void;
  readonly onImported: () => void;
}

export interface MapImport {
  readonly draft: MapDraft;
  readonly edit: (draft: MapDraft) => void;
  /** The draft, where it is a map. */
  readonly map: ModelMap | null;
  /** Folder of the files that the map names. */
  readonly directory: string;
  readonly setDirectory: (directory: string) => void;
  readonly needsFiles: boolean;
  readonly problems: readonly Problem[];
  /** What fields cannot say. */
  readonly error: LabError | null;
  readonly trying: Step;
  /** Why the samples were not answered; null: they were, or nobody asked. */
  readonly refused: LabError | null;
  /** Null: nothing was tried yet. */
  readonly tried: readonly TriedSample[] | null;
  /** The map is another one than was tried. */
  readonly isStale: boolean;
  readonly importing: Step;
}

/** A map as it is edited, tried and imported. */
export function useMapImport({
  looked: { source },
  manifest: { name: dataset },
  first,
  folder,
  onImporting,
  onImported,
}: MapImportProps): MapImport {
  const lab = useLab();
  const join = useJoinProject();
  const [draft, setDraft] = useState(first);
  const [directory, setDirectory] = useState(folder);
  const [tried, setTried] = useState<{ readonly key: string; readonly samples: readonly TriedSample[] } | null>(null);
  const trying = useCancellable(async (signal, asked: Asked) => {
    setTried({ key: keyOf(asked), samples: await lab.request('models.try', asked, { signal }) });
  });
  const importing = useCancellable(async (signal, asked: Asked) => {
    onImporting(true);
    try {
      const { id } = await lab.request('models.import', asked, { signal });
      onImported();
      await join('model', id);
      goTo('models', [id]);
    } finally {
      onImporting(false);
    }
  });
  const map = useMemo(() => ModelMap.safeParse(draft).data ?? null, [draft]);
  // Texts may be bound before all of the map is right.
  const needsFiles =
    map === null ? Object.values(draft.inputs).some(({ kind }) => kind === 'words') : filesOf(map).length > 0;
  const asked: Asked | null =
    map === null ? null : { source, dataset, map, directory: needsFiles && directory !== '' ? directory : null };
  const isBusy = trying.busy !== null || importing.busy !== null;
  const step = ({ busy, start, cancel }: typeof trying): Step => ({
    can: asked !== null && !isBusy,
    isBusy: busy !== null,
    start: () => {
      if (asked !== null) start(asked);
    },
    cancel,
  });
  const forget = (): void => {
    trying.clear();
    importing.clear();
  };
  return {
    draft,
    edit: (changed) => {
      setDraft(changed);
      forget();
    },
    map,
    directory,
    setDirectory: (changed) => {
      setDirectory(changed);
      forget();
    },
    needsFiles,
    problems: mapProblems(draft, [trying.error, importing.error]),
    error: [trying.error, importing.error].find((one) => one !== null && !toldAtFields(one)) ?? null,
    trying: step(trying),
    refused: trying.error,
    tried: tried?.samples ?? null,
    isStale: asked === null || tried?.key !== keyOf(asked),
    importing: step(importing),
  };
}

/** What five samples were answered with; titles and stated numbers change no answer. */
function keyOf({ map: { inputs, output, batch }, directory }: Asked): string {
  return canonicalJson({ inputs, output, batch, directory });
}
