/** Most different names that are kept; a trace of all syscalls, errnos and signals has 700. */
const MOST_NAMES = 0xffff;
const FIRST_CAPACITY = 1024;
const NO_NAME = 0;

/**
 * Names of syscalls, errnos and signals, each with a small number. A name is looked up by its
 * bytes, so that a line whose names were seen before makes no string.
 */
export class NamePool {
  /** Names by id; id 0 is the empty string: none. */
  readonly names: string[] = [''];
  readonly #ids = new Map<string, number>([['', NO_NAME]]);
  #hashes = new Int32Array(FIRST_CAPACITY);
  /** Open addressing: a slot holds an id, or 0 where it is free. */
  #slots = new Uint16Array(FIRST_CAPACITY);

  /** Id of `name`, 0 where it has none. */
  id(name: string): number {
    return this.#ids.get(name) ?? NO_NAME;
  }

  /** Id of the ASCII name in `[start, end)`, a new one where it is new; 0 for an empty span. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    if (start >= end) return NO_NAME;
    let hash = FNV_OFFSET;
    for (let p = start; p < end; p++) hash = Math.imul(hash ^ (bytes[p] ?? 0), FNV_PRIME);
    // The low bits alone pick the slot: mix the high ones in.
    hash ^= hash >>> 15;

    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] ?? NO_NAME;
      if (id === NO_NAME) return this.#add(slot, hash, text(bytes, start, end));
      if (this.#hashes[slot] === hash && same(this.names[id] ?? '', bytes, start, end)) return id;
    }
  }

  #add(slot: number, hash: number, name: string): number {
    const id = this.names.length;
    if (id >= MOST_NAMES) return NO_NAME;
    this.names.push(name);
    this.#ids.set(name, id);
    this.#slots[slot] = id;
    this.#hashes[slot] = hash;
    if (id * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length * 2 - 1;
    this.#slots = new Uint16Array(slots.length * 2);
    this.#hashes = new Int32Array(slots.length * 2);
    for (let old = 0; old < slots.length; old++) {
      const id = slots[old] ?? NO_NAME;
      if (id === NO_NAME) continue;
      const hash = hashes[old] ?? 0;
      let slot = hash & mask;
      while (this.#slots[slot] !== NO_NAME) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
      this.#hashes[slot] = hash;
    }
  }
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

function same(name: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) !== bytes[start + i]) return false;
  }
  return true;
}
