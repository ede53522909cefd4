/** A decoded recording of one channel. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** In [−1, 1]. */
  readonly samples: Float32Array;
}

/** Samples a second that recordings may have. */
export const mostRate = 768_000;
