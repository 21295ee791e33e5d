/**
 * Hashes of 32 bits, each with a number: found by open addressing in plain arrays, several times as quick as a `Map` where a
 * message asks for a thousand of them, and built in a fraction of the time.
 */
export class HashTable {
  #hashes: Uint32Array;
  /** Of each slot, the hash's number and one more; 0 is free. */
  #slots: Int32Array;
  #count = 0;

  /** @param expected how many there will be, about; more are taken too. */
  constructor(expected: number) {
    this.#hashes = new Uint32Array(Math.max(16, expected));
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, expected) * 2)));
  }

  get size(): number {
    return this.#count;
  }

  /** In the order in which they were added; do not write into it. */
  get hashes(): Uint32Array {
    return this.#hashes.subarray(0, this.#count);
  }

  /** Its number, or UNKNOWN. */
  find(hash: number): number {
    return (this.#slots[this.#slotOf(hash)] ?? 0) - 1;
  }

  /** Its number: a new one, counted from 0, where it was not there. */
  add(hash: number): number {
    const slot = this.#slotOf(hash);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.#count === this.#hashes.length) {
      this.#grow();
      return this.add(hash);
    }
    this.#hashes[this.#count] = hash;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    return this.#count - 1;
  }

  #slotOf(hash: number): number {
    const last = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (let number = this.#slots[slot] ?? 0; number > 0; number = this.#slots[slot] ?? 0) {
      if (this.#hashes[number - 1] === hash) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #grow(): void {
    const grown = new HashTable(this.#count * 2);
    for (const hash of this.hashes) grown.add(hash);
    this.#hashes = grown.#hashes;
    this.#slots = grown.#slots;
  }
}

export const UNKNOWN = -1;

/** Of each hash of one table its number in another, or UNKNOWN. */
export function placesIn(other: HashTable, { hashes }: HashTable): Int32Array {
  const places = new Int32Array(hashes.length);
  for (let at = 0; at < hashes.length; at += 1) places[at] = other.find(hashes[at] ?? 0);
  return places;
}

/** @param bytes little-endian hashes of 32 bits. */
export function tableOf(bytes: Uint8Array): HashTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = new HashTable(view.byteLength / 4);
  for (let at = 0; at < view.byteLength; at += 4) table.add(view.getUint32(at, true));
  return table;
}

export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  // Not `Uint8Array.from`: this runs over millions of bytes at each start.
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
