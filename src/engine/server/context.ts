import type { ParsedParams, RequestName, Result } from '../../shared/protocol';
import type { ProgressSink } from '../../shared/progress';
import type { Arrivals } from '../archive/arriving';
import type { Lab } from '../lab/lab';
import type { WorkQueue } from '../queue/work-queue';
import type { Devices } from '../devices/devices';
import type { DeviceSurvey } from '../devices/survey';
import type { OnTrained } from '../study/train-model';
import type { Departures } from './departures';
import type { OpenDatasets } from './open-datasets';
import type { SerialQueue } from './serial-queue';
import type { TestScores } from './test-scores';
import type { TrainingCurves } from './training-curves';

/** What lives as long as the engine does. */
export interface EngineContext {
  readonly appVersion: string;
  readonly lab: Lab;
  /** Whether programs of the user's own on this machine are asked. */
  readonly predictors: boolean;
  /** Lets them be asked from now on, or not. */
  readonly allowPredictors: (allowed: boolean) => void;
  readonly devices: Devices;
  /** What the machine can compute on. */
  readonly survey: DeviceSurvey;
  /** Studies and trainings. */
  readonly queue: WorkQueue;
  /** Learning curves of the models that were being trained. */
  readonly curves: TrainingCurves;
  /** A model has just been trained, by itself or for a study. */
  readonly onTrained: OnTrained;
  /** A model has just been given a name, or lost it. */
  readonly onNamed: (model: string) => void;
  /** Of models that were looked at. */
  readonly scores: TestScores;
  /** What samples are shown of. */
  readonly datasets: OpenDatasets;
  /** Files of exported models, until they are fetched. */
  readonly departures: Departures;
  /** Runs that come in an archive. */
  readonly arrivals: Arrivals;
  /** Short writes beside long work: the workspace, the trash. */
  readonly shortChanges: SerialQueue;
  /** Changes of data sets, which may go on beside a study. */
  readonly dataChanges: SerialQueue;
}

/** What one request may use besides. */
export interface RequestContext {
  /** Aborted when the host cancels the request, or when the engine stops. */
  readonly signal: AbortSignal;
  readonly onProgress: ProgressSink;
  readonly onRunCreated: (run: string) => void;
  readonly onWarning: (text: string) => void;
}

export type Handler<Name extends RequestName> = (
  params: ParsedParams<Name>,
  engine: EngineContext,
  request: RequestContext,
) => Promise<Result<Name>>;

/** Handlers of the requests whose names begin so. */
export type HandlersOf<Prefix extends string> = {
  readonly [Name in Extract<RequestName, `${Prefix}.${string}`>]: Handler<Name>;
};

export type Handlers = { readonly [Name in RequestName]: Handler<Name> };
