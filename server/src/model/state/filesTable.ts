/**
 * Which generation each descriptor number of a process leads to, as a map that a `fork` copies in
 * no time: copies share what neither of them has changed.
 */
export class FilesTable {
  #stays: Tree = emptyTree;
  #closes: Tree = emptyTree;
  /** Nodes with this mark are this table's alone, and may be changed in place. */
  #mark: object = {};

  /** Generation of a number, -1 where it is not open as far as is known. */
  get(fd: number): number {
    const stays = lookUp(this.#stays, fd);
    return stays === absent ? lookUp(this.#closes, fd) : stays;
  }

  /** Whether an `execve` closes a number. */
  closesOnExec(fd: number): boolean {
    return lookUp(this.#closes, fd) !== absent;
  }

  /** Makes a number lead to a generation. */
  set(fd: number, generation: number, onExec: 'closes' | 'stays'): void {
    const closes = onExec === 'closes';
    this.#stays = this.#changed(this.#stays, fd, closes ? absent : generation);
    this.#closes = this.#changed(this.#closes, fd, closes ? generation : absent);
  }

  /** Closes a number. */
  delete(fd: number): void {
    this.#stays = this.#changed(this.#stays, fd, absent);
    this.#closes = this.#changed(this.#closes, fd, absent);
  }

  /** Closes all numbers from `first` to `last`, at a cost that does not depend on how many. */
  deleteRange(first: number, last: number): void {
    this.#stays = { ...this.#stays, root: this.#without(this.#stays, first, last) };
    this.#closes = { ...this.#closes, root: this.#without(this.#closes, first, last) };
  }

  /** Makes an `execve` close all numbers from `first` to `last`. Returns the steps it took. */
  closeRangeOnExec(first: number, last: number): number {
    let steps = 0;
    const until = Math.min(last, greatestDescriptor);
    const moved: [fd: number, generation: number][] = [];
    visit(this.#stays.root, this.#stays.height, 0);
    for (const [fd, generation] of moved) this.set(fd, generation, 'closes');
    return steps + moved.length;

    function visit(node: Node | undefined, height: number, from: number): void {
      if (node === undefined) return;
      const span = width ** height;
      node.slots.forEach((slot, index) => {
        const start = from + index * span;
        steps++;
        if (slot === undefined || start > until || start + span <= first) return;
        if (typeof slot === 'number') {
          if (slot !== absent) moved.push([start, slot]);
        } else visit(slot, height - 1, start);
      });
    }
  }

  /** Closes what an `execve` closes. */
  exec(): void {
    this.#closes = emptyTree;
  }

  /** A table of its own with the same contents, as `fork` makes one. */
  copy(): FilesTable {
    const copy = new FilesTable();
    copy.#stays = this.#stays;
    copy.#closes = this.#closes;
    // What both hold now is of neither alone.
    this.#mark = {};
    return copy;
  }

  #changed(tree: Tree, fd: number, value: number): Tree {
    if (fd < 0 || fd > greatestDescriptor) return tree;
    if (value === absent && lookUp(tree, fd) === absent) return tree;
    let { root, height } = tree;
    while (fd >= width ** (height + 1)) {
      root = root === undefined ? undefined : { mark: this.#mark, slots: [root] };
      height++;
    }
    const owned = this.#own(root);
    let node = owned;
    for (let level = height; level > 0; level--) {
      const index = Math.floor(fd / width ** level) % width;
      const slot = node.slots[index];
      const child = this.#own(typeof slot === 'object' ? slot : undefined);
      node.slots[index] = child;
      node = child;
    }
    node.slots[fd % width] = value;
    return { root: owned, height };
  }

  #own(node: Node | undefined): Node {
    if (node?.mark === this.#mark) return node;
    return { mark: this.#mark, slots: node === undefined ? [] : [...node.slots] };
  }

  #without({ root, height }: Tree, first: number, last: number): Node | undefined {
    return this.#trimmed(root, { first, last, from: 0, height });
  }

  #trimmed(node: Node | undefined, range: TrimmedRange): Node | undefined {
    const { first, last, from, height } = range;
    const span = width ** height;
    const end = from + span * width - 1;
    if (node === undefined || end < first || from > last) return node;
    if (first <= from && end <= last) return undefined;
    const slots = node.slots.map((slot, index) => {
      const start = from + index * span;
      if (typeof slot === 'number') return start >= first && start <= last ? absent : slot;
      return this.#trimmed(slot, { first, last, from: start, height: height - 1 });
    });
    return { mark: this.#mark, slots };
  }
}

/** Greatest number that a descriptor can have (fs.nr_open is at most about 2^30). */
export const greatestDescriptor = 2 ** 30 - 1;

/** Stands for a number that is not open. */
const absent = -1;
const width = 32;

interface Node {
  readonly mark: object;
  /** Nodes, or generations at height 0. */
  readonly slots: (Node | number | undefined)[];
}

interface Tree {
  readonly root: Node | undefined;
  readonly height: number;
}

interface TrimmedRange {
  readonly first: number;
  readonly last: number;
  /** Least number below the node. */
  readonly from: number;
  readonly height: number;
}

const emptyTree: Tree = { root: undefined, height: 0 };

function lookUp({ root, height }: Tree, fd: number): number {
  if (fd < 0 || fd >= width ** (height + 1)) return absent;
  let node = root;
  for (let level = height; level > 0 && node !== undefined; level--) {
    const slot = node.slots[Math.floor(fd / width ** level) % width];
    node = typeof slot === 'object' ? slot : undefined;
  }
  const value = node?.slots[fd % width];
  return typeof value === 'number' ? value : absent;
}
