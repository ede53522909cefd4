/** Times are promised for two free cores; where a machine is shared, `MUROAN_TIME_FACTOR` stretches them. */
export const stretch = Number(process.env.MUROAN_TIME_FACTOR ?? 1);
