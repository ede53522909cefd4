/** RGB levels as grey ones: their mean. */
export function meanOfChannels(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, at) =>
    Math.round((rgb[3 * at] + rgb[3 * at + 1] + rgb[3 * at + 2]) / 3),
  );
}
