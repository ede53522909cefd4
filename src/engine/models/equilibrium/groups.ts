/** Groups of units that are normalised together (released code of DEQ-Fusion). Recipes are checked without tensors. */
export const GROUPS = 4;
