/** A decoded picture: 8-bit RGB, row-major, channels last. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly rgb: Uint8Array;
}

/** Largest picture that is decoded, in pixels. */
export const LARGEST_PICTURE = 12.5e6;
