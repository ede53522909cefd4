/** Path of the built command line. */
export const built: string;
/** Builds the program when it is missing or older than its sources. @throws Error with the builder's output */
export function buildIfStale(): void;
