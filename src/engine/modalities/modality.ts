import type { Fills, ModalitySpec, Region } from '../../shared/data/modality';
import type { Random } from '../random';

/** Numbers in [0, 1], row-major, channels last (`planeOf`): pixels, cells of a spectrogram, columns, steps, joints. */
export type PlaneValue = Float32Array;
/** Decoded image. */
export type ImageValue = PlaneValue;
/** Text as its words. */
export type TextValue = readonly string[];
/** One sample's value of one modality, on the host. */
export type ModalityValue = PlaneValue | TextValue;

/**
 * What a removal puts in the place of a word when the fill is `mask`; models read it as an unknown word. It holds a
 * blank, which no word of a data set does.
 */
export const MASK_WORD = 'masked word';

/**
 * What the lab has to know about a kind of modality to remove parts of it. One file per kind implements it;
 * `registry.ts` lists them.
 *
 * Coordinates always refer to the untouched value: removals are applied jointly, never one after the other.
 */
export interface Modality<Spec extends ModalitySpec, Value extends ModalityValue> {
  /** Numbers that a value takes where a model reads it, at most. */
  floats(spec: Spec): number;
  /** Number of elements of this value. */
  elements(spec: Spec, value: Value): number;
  /** Regions where the candidate search starts: the four quadrants; every word; every column; halves of a sequence; every joint. */
  roots(spec: Spec, value: Value, id: string): readonly Region[];
  /** The regions a region is halved into, in row-major order; empty where it cannot be halved. */
  children(spec: Spec, region: Region): readonly Region[];
  /** The regions of an even grid of `cells` × `cells`, in row-major order; every word, where there is no grid. */
  grid(spec: Spec, value: Value, id: string, cells: number): readonly Region[];
  /** Longer side of a region as a share of the modality's longer side, for stop rules; and in elements. */
  side(spec: Spec, region: Region): { readonly elements: number; readonly fraction: number };
  /** Number of elements in the union of the regions (which may overlap). */
  removedElements(spec: Spec, value: Value, regions: readonly Region[]): number;
  /** A new value without the regions; each kind reads its own fill. No region: an equal value, by the same path (the no-op control). */
  remove(spec: Spec, value: Value, regions: readonly Region[], fills: Fills, noise: Random): Value;
  /** As much at random places: regions of the same shapes, whose union has as many elements as that of the given ones. */
  displaced(spec: Spec, value: Value, regions: readonly Region[], random: Random): readonly Region[];
}
