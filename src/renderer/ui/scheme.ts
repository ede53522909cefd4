/** The two looks of the window. */
export type Scheme = 'light' | 'dark';
