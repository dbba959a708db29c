/** Turns that a loop has at least before it is told of, and calls in them. */
const leastTurns = 10;
const leastCalls = 96;
/** Another name of the same loop may be behind by as many turns. */
const turnsBehind = 2;
/** A turn has at most so many calls, counted with and without repeats of the same. */
const longestTurn = 48;
const longestTurnCalls = 256;
const ringLength = longestTurn + 1;
/** A loop is told of as beginning at most so many calls back. */
export const lookBack = 512;
/** What lies between two turns of one loop is inside it, up to a part of its calls. */
const graceShare = 4;
const leastGrace = 96;
const mostGrace = 384;
/** As many calls may lie between those of a loop of one name. */
const runGrace = 8;
/** Of how many turns it is remembered where they began. */
const rememberedStarts = 64;
/** How alike two turns are: 1 with the same names, 0 with none in common. */
const leastLikeness = 0.7;
/** The same for a loop that is known. */
const stillLike = 0.6;
/** How many fitting turns make up for one that does not fit; and how many are remembered. */
const misfitCost = 3;
const mostCredit = 6;
/** What is kept, with each turn, of how many calls were in turns and between them. */
const kept = 0.95;
/** Share of the newest turn in what is typical of a turn; a name of less is forgotten. */
const newest = 0.15;
const forgotten = 0.02;
/** Names with at least this share of the turns are of the loop. */
const ofLoop = 0.5;
const surelyOfLoop = 0.6;
/** Twice as many calls are asked of a loop for every so many parts that there are. */
const partsPerDoubling = 25;

/** Where a call is. */
interface Place {
  readonly row: number;
  /** How many calls the stretch has had before it. */
  readonly call: number;
}

/** A loop that was found. */
export interface Loop {
  readonly startRow: number;
  /** Calls of the stretch before it. */
  readonly firstCall: number;
  /** Ids of the names of a turn, in the order in which they came; the first begins the turn. */
  readonly names: readonly number[];
  turns: number;
}

/** What a loop did on a call. */
export type LoopStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'begins'; readonly loop: Loop }
  /** The loop that went on ended before `endRow`. */
  | { readonly kind: 'ends'; readonly endRow: number };

const none: LoopStep = { kind: 'none' };

/** Turns that begin with the same name. */
interface Anchor {
  /** Number of the token that began the turn at hand; -1 where none has begun. */
  token: number;
  call: number;
  /** What is typical of a turn: names, and the share of the turns that have each. */
  core: Map<number, number>;
  turns: number;
  credit: number;
  /** Where the first of these turns began, and the last ones. */
  first: Start | undefined;
  lasts: Start[];
}

interface Start extends Place {
  /** Turns before it. */
  readonly turn: number;
  readonly token: number;
}

/** A loop that goes on, as far as it is read. */
interface Running {
  readonly loop: Loop;
  readonly anchor: number;
  /** A single call that repeats. */
  readonly isRun: boolean;
  core: Map<number, number>;
  readonly firstCall: number;
  /** First call after the last turn that fitted; its row is -1 until it comes. */
  endRow: number;
  endCall: number;
  endToken: number;
  /** Calls of the last turns that fitted, and calls between them; the older, the less they count. */
  inside: number;
  outside: number;
  /** Where turns last followed one another, and how many there were. */
  dense: Start;
  /** Tokens of a turn, on average. */
  length: number;
  /** What is behind the last turn looks like one more: the first row after that; -1 while not. */
  tailRow: number;
}

/** What a stream is to know of names. */
export interface LoopNames {
  /** The call comes in all programs and says nothing of a loop: it is passed over. */
  isNoise(row: number, name: number): boolean;
  /** How well a turn is thought of as beginning with it: the lowest begins. */
  rank(name: number): number;
}

/**
 * Finds where the calls of one stretch of a program repeat. A turn is what lies between two calls of
 * the same name; turns are alike where they have most names in common, whatever their order and
 * number. Linear, with a bounded memory.
 */
export class LoopStream {
  #call = 0;
  #token = -1;
  /** The last tokens: calls without noise, the same one after the other once. */
  readonly #tokens: number[] = [];
  #last = -1;
  /** How often the last call came one after the other, and where that began. */
  #run = 0;
  #runStart: Place = { row: -1, call: 0 };
  #anchors = new Map<number, Anchor>();
  #running: Running | undefined;
  /** First row after the last loop; -1 before there was one. */
  #endRow = -1;

  copy(): LoopStream {
    const copy = new LoopStream();
    copy.#call = this.#call;
    copy.#token = this.#token;
    copy.#tokens.push(...this.#tokens);
    copy.#last = this.#last;
    copy.#run = this.#run;
    copy.#runStart = this.#runStart;
    copy.#endRow = this.#endRow;
    for (const [name, anchor] of this.#anchors) {
      const { core, lasts } = anchor;
      copy.#anchors.set(name, { ...anchor, core: new Map(core), lasts: [...lasts] });
    }
    const running = this.#running;
    if (running !== undefined) {
      copy.#running = { ...running, loop: { ...running.loop }, core: new Map(running.core) };
    }
    return copy;
  }

  /** The loop that goes on; undefined where none does. */
  get loop(): Loop | undefined {
    return this.#running?.loop;
  }

  /**
   * Reads a call.
   *
   * @param parts How many parts the program has already: the more, the longer a loop must be.
   * @param firstRow The stretch begins here: no loop begins at it or before.
   */
  read(name: number, row: number, names: LoopNames, { parts, firstRow }: Bounds): LoopStep {
    this.#call++;
    const running = this.#running;
    if (names.isNoise(row, name)) {
      return running !== undefined && this.#isOver(running) ? this.#over(running, row) : none;
    }
    if (
      running !== undefined &&
      running.endRow === -1 &&
      (name !== running.anchor || !running.isRun)
    ) {
      running.endRow = row;
    }
    if (name === this.#last) {
      this.#run++;
      return this.#repeat(name, row, firstRow);
    }
    this.#last = name;
    this.#run = 1;
    this.#runStart = { row, call: this.#call };
    this.#token++;
    this.#tokens[this.#token % ringLength] = name;
    if (running !== undefined) return this.#goOn(running, name, row);
    if (!this.#turn(name, row)) return none;
    const least = leastCalls * 2 ** Math.floor(parts / partsPerDoubling);
    const loop = this.#found(name, names, least, Math.max(firstRow, this.#endRow - 1));
    return loop === undefined ? none : { kind: 'begins', loop };
  }

  /** The same call once more. */
  #repeat(name: number, row: number, firstRow: number): LoopStep {
    const running = this.#running;
    if (running?.isRun === true && running.anchor === name) {
      running.loop.turns++;
      running.endRow = -1;
      running.endCall = this.#call;
      return none;
    }
    if (running !== undefined) return this.#isOver(running) ? this.#over(running, row) : none;
    const first = this.#runStart;
    if (this.#run < longestTurnCalls) return none;
    if (first.row <= firstRow || first.row < this.#endRow) return none;
    const loop = {
      startRow: first.row,
      firstCall: first.call - 1,
      names: [name],
      turns: this.#run,
    };
    this.#running = {
      loop,
      anchor: name,
      isRun: true,
      core: new Map(),
      firstCall: first.call,
      endRow: -1,
      endCall: this.#call,
      endToken: this.#token,
      inside: this.#run,
      outside: 0,
      dense: { ...first, turn: loop.turns, token: this.#token },
      length: 1,
      tailRow: -1,
    };
    return { kind: 'begins', loop };
  }

  /** Whether too much lies behind the last turn that fitted. */
  #isOver({ endCall, firstCall, isRun }: Running): boolean {
    if (isRun) return this.#call - endCall > runGrace;
    const share = (endCall - firstCall) / graceShare;
    return this.#call - endCall > Math.min(Math.max(share, leastGrace), mostGrace);
  }

  /** Goes on with the loop, or ends it. What lies between two turns is no other loop's. */
  #goOn(running: Running, name: number, row: number): LoopStep {
    if (name === running.anchor) {
      if (running.isRun) {
        running.loop.turns++;
        running.endRow = -1;
        running.endCall = this.#call;
        running.endToken = this.#token;
        return none;
      }
      const anchor = this.#anchors.get(name);
      const present = anchor === undefined ? undefined : this.#present(anchor);
      const from = anchor?.call ?? this.#call;
      if (anchor !== undefined) this.#start(anchor, row);
      if (present !== undefined && likeness(present, running.core) >= stillLike) {
        return this.#extend(running, present, from, row);
      }
    }
    this.#noteTail(running, row);
    // What came since the last turn may be the beginning of another loop: it is not forgotten.
    if (this.#isOver(running)) return this.#over(running, row);
    if (running.isRun || this.#token - running.endToken > longestTurn) this.#turn(name, row);
    return none;
  }

  /** One turn more, from call `from` on; the end where there is more between turns than in them. */
  #extend(running: Running, present: readonly number[], from: number, row: number): LoopStep {
    const between = from - running.endCall;
    running.inside = running.inside * kept + this.#call - from;
    running.outside = running.outside * kept + between;
    const { dense, loop } = running;
    if (running.outside > running.inside && this.#call - dense.call <= lookBack / 2) {
      loop.turns = dense.turn;
      this.#anchors.clear();
      return this.#over({ ...running, endRow: dense.row, tailRow: -1 }, row);
    }
    blend(running.core, present);
    loop.turns++;
    const length = this.#token - running.endToken;
    running.length += (length - running.length) * newest;
    running.tailRow = -1;
    running.endRow = row;
    running.endCall = this.#call;
    running.endToken = this.#token;
    if (between === 0)
      running.dense = { row, call: this.#call, turn: loop.turns, token: this.#token };
    return none;
  }

  /** The last turn has no other behind it: it is known by its length. */
  #noteTail(running: Running, row: number): void {
    const { isRun, endToken, length, core } = running;
    if (isRun || this.#token !== endToken + Math.max(2, Math.round(length))) return;
    const present = this.#names(endToken, this.#token);
    if (likeness(present, core) >= stillLike) running.tailRow = row;
  }

  /** Ends the loop, as the stretch does: the step says where, if much is behind the last turn. */
  end(row: number): LoopStep {
    const running = this.#running;
    if (running === undefined) return none;
    if (running.tailRow !== -1) return this.#over(running, row);
    const { isRun, endToken, core, loop } = running;
    const isNear = !isRun && this.#token - endToken < longestTurn;
    if (isNear && likeness(this.#names(endToken, this.#token + 1), core) >= stillLike) loop.turns++;
    return none;
  }

  #over({ endRow, tailRow, loop }: Running, row: number): LoopStep {
    this.#running = undefined;
    if (tailRow !== -1) loop.turns++;
    this.#endRow = tailRow !== -1 ? tailRow : endRow === -1 ? row : endRow;
    return { kind: 'ends', endRow: this.#endRow };
  }

  /** Notes that a name came again. True where enough turns that begin with it were alike. */
  #turn(name: number, row: number): boolean {
    let anchor = this.#anchors.get(name);
    if (anchor === undefined) {
      anchor = {
        token: -1,
        call: 0,
        core: new Map(),
        turns: 0,
        credit: 0,
        first: undefined,
        lasts: [],
      };
      this.#anchors.set(name, anchor);
    }
    const present = this.#present(anchor);
    if (present !== undefined) this.#judge(anchor, present);
    else if (anchor.token !== -1) forget(anchor);
    this.#start(anchor, row);
    return anchor.turns >= leastTurns;
  }

  #start(anchor: Anchor, row: number): void {
    anchor.token = this.#token;
    anchor.call = this.#call;
    const turn = (anchor.lasts.at(-1)?.turn ?? -1) + 1;
    const start = { row, call: this.#call, turn, token: this.#token };
    anchor.first ??= start;
    anchor.lasts.push(start);
    if (anchor.lasts.length > rememberedStarts) anchor.lasts.shift();
  }

  #judge(anchor: Anchor, present: readonly number[]): void {
    if (anchor.turns === 0 || likeness(present, anchor.core) >= leastLikeness) {
      anchor.turns++;
      anchor.credit = Math.min(anchor.credit + 1, mostCredit);
    } else {
      anchor.credit -= misfitCost;
      if (anchor.credit < 0) {
        forget(anchor);
        anchor.turns = 1;
      }
    }
    if (anchor.core.size === 0) for (const name of present) anchor.core.set(name, 1);
    else blend(anchor.core, present);
  }

  /** Names of the turn that ends now; undefined where it is too long, or is one call alone. */
  #present(anchor: Anchor): number[] | undefined {
    const length = this.#token - anchor.token;
    if (anchor.token === -1 || length > longestTurn || length < 2) return undefined;
    if (this.#call - anchor.call > longestTurnCalls) return undefined;
    const present = this.#names(anchor.token, this.#token);
    return present.length < 2 ? undefined : present;
  }

  /** The names of some of the last tokens. */
  #names(from: number, until: number): number[] {
    const names: number[] = [];
    for (let token = from; token < until; token++) {
      const name = this.#tokens[token % ringLength] ?? 0;
      if (!names.includes(name)) names.push(name);
    }
    return names;
  }

  /** All names of a loop are found at nearly the same time: it begins with the best of them. */
  #found(name: number, names: LoopNames, least: number, firstRow: number): Loop | undefined {
    const { core } = this.#anchors.get(name) ?? {};
    if (core === undefined) return undefined;
    const candidates = [...core]
      .filter(([, share]) => share >= surelyOfLoop)
      .map(([other]) => ({ other, anchor: this.#anchors.get(other) }))
      .filter(({ anchor }) => (anchor?.turns ?? 0) >= leastTurns - turnsBehind)
      .toSorted((a, b) => names.rank(a.other) - names.rank(b.other) || firstOf(a) - firstOf(b));
    const best = candidates[0];
    if (best?.anchor === undefined) return undefined;
    const { anchor } = best;
    const start = [...(anchor.first ? [anchor.first] : []), ...anchor.lasts].find(
      ({ row, call }) => row > firstRow && this.#call - call <= lookBack,
    );
    const end = anchor.lasts.at(-1);
    if (start === undefined || end === undefined || end.call - start.call < least) return undefined;
    if (end.turn - start.turn < leastTurns - turnsBehind) return undefined;
    const order = this.#order(anchor);
    if (order.length < 2) return undefined;
    const { row: startRow, call } = start;
    const loop = { startRow, firstCall: call - 1, names: order, turns: end.turn - start.turn };
    this.#running = {
      loop,
      anchor: best.other,
      isRun: false,
      core: new Map(anchor.core),
      firstCall: start.call,
      endRow: end.row,
      endCall: end.call,
      endToken: this.#token,
      inside: end.call - start.call,
      outside: 0,
      dense: { ...end, turn: loop.turns },
      length: (end.token - start.token) / loop.turns,
      tailRow: -1,
    };
    this.#running.endToken = anchor.token;
    return loop;
  }

  /** The names of a loop, in the order of its last turn. */
  #order({ token, core }: Anchor): number[] {
    const order: number[] = [];
    const from = Math.max(0, token - longestTurn);
    // From the turn before the one at hand: that one is whole.
    let start = token;
    const name = this.#tokens[token % ringLength];
    for (let at = token - 1; at > from; at--) {
      if (this.#tokens[at % ringLength] !== name) continue;
      start = at;
      break;
    }
    for (let at = start; at <= this.#token; at++) {
      const one = this.#tokens[at % ringLength] ?? 0;
      if (!order.includes(one) && (core.get(one) ?? 0) >= ofLoop) order.push(one);
    }
    return order;
  }
}

/** Bounds of a loop. */
interface Bounds {
  readonly parts: number;
  readonly firstRow: number;
}

function firstOf({ anchor }: { readonly anchor: Anchor | undefined }): number {
  return anchor?.first?.row ?? Infinity;
}

function forget(anchor: Anchor): void {
  anchor.core.clear();
  anchor.turns = 0;
  anchor.credit = 0;
  anchor.first = undefined;
  anchor.lasts.length = 0;
}

/** How much a turn has in common with what is typical: the shared part of all there is. */
function likeness(present: readonly number[], core: ReadonlyMap<number, number>): number {
  let shared = 0;
  let all = present.length;
  for (const [name, share] of core) {
    if (present.includes(name)) shared += Math.min(1, share);
    else all += share;
  }
  return shared / all;
}

/** Lets a turn count for what is typical. */
function blend(core: Map<number, number>, present: readonly number[]): void {
  for (const [name, share] of core) {
    const left = share * (1 - newest);
    if (left < forgotten) core.delete(name);
    else core.set(name, left);
  }
  for (const name of present) core.set(name, (core.get(name) ?? 0) + newest);
}
