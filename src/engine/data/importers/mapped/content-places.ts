/** Bytes of a hash: half of a SHA-256 tells any two samples of any data set apart. */
export const KEY_BYTES = 16;
const WORDS = KEY_BYTES / 4;
const FIRST_SLOTS = 1024;

/**
 * The order in which contents first came, found by their hashes. These lie in one array of numbers, some 30 bytes a content: of a large
 * folder, texts in a map would take several times as many.
 */
export class ContentPlaces {
  /** Of every content, in the order in which they came. */
  private keys = new Uint32Array((WORDS * FIRST_SLOTS) / 2);
  /** Where a hash may be found, one behind the other from the place that it says itself; 0: free, otherwise one more than its place. */
  private slots = new Uint32Array(FIRST_SLOTS);
  private contents = 0;

  /** Different contents. */
  get count(): number {
    return this.contents;
  }

  /**
   * The place of a content, counted from 0 in the order in which they came first.
   *
   * @param hash its first `KEY_BYTES` bytes are the key
   */
  placeOf(hash: Uint8Array): { readonly place: number; readonly isNew: boolean } {
    const key = new Uint32Array(Uint8Array.from(hash.subarray(0, KEY_BYTES)).buffer);
    const slot = this.slotOf(key);
    if (this.slots[slot] !== 0) return { place: this.slots[slot] - 1, isNew: false };
    const place = this.contents;
    this.keys.set(key, WORDS * place);
    this.contents += 1;
    this.slots[slot] = this.contents;
    if (2 * this.contents === this.slots.length) this.grow();
    return { place, isNew: true };
  }

  /** Of the key itself, or the free one that it would take. */
  private slotOf(key: Uint32Array): number {
    const last = this.slots.length - 1;
    for (let slot = key[0] & last; ; slot = (slot + 1) & last) {
      const start = WORDS * (this.slots[slot] - 1);
      if (start < 0 || key.every((word, at) => this.keys[start + at] === word)) return slot;
    }
  }

  private grow(): void {
    const keys = new Uint32Array(2 * this.keys.length);
    keys.set(this.keys);
    this.keys = keys;
    this.slots = new Uint32Array(2 * this.slots.length);
    for (let place = 0; place < this.contents; place += 1) {
      this.slots[this.slotOf(keys.subarray(WORDS * place, WORDS * (place + 1)))] = place + 1;
    }
  }
}
