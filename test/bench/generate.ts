/** Makes traces of any size from a seed: the same seed gives the same bytes. */

export type Flavor = 'plain' | 'threads';

export interface Options {
  readonly seed: number;
  /** At least so many bytes come out; the last line is whole. */
  readonly size: number;
  /** `plain` is strace without options; `threads` is `-f -ttt -T` with split lines and signals. */
  readonly flavor: Flavor;
}

const PIECE_BYTES = 1 << 20;

/** A trace in pieces of about 1 MB, each of whole lines, in ASCII. */
export function* generate({ seed, size, flavor }: Options): Generator<Uint8Array> {
  const random = mulberry32(seed);
  const encoder = new TextEncoder();
  const tracer = newTracer(random, flavor);
  let made = 0;
  while (made < size) {
    const lines: string[] = [];
    let length = 0;
    while (length < PIECE_BYTES && made + length < size) {
      const line = `${tracer()}\n`;
      lines.push(line);
      length += line.length;
    }
    made += length;
    yield encoder.encode(lines.join(''));
  }
}

/** The whole trace in one piece. */
export function generateAll(options: Options): Uint8Array<ArrayBuffer> {
  const pieces = [...generate(options)];
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

type Random = () => number;

/** The mulberry32 generator: numbers in [0, 1), from 32 bits of state. */
export function mulberry32(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Call {
  readonly name: string;
  readonly args: string;
  readonly result: string;
}

interface Task {
  readonly tid: number;
  pending: Call | undefined;
}

const TASKS = 8;
const FIRST_TID = 4080;
const START = 1_795_433_120_000_000;
const MICROSECONDS = 1_000_000;
const RESULT_COLUMN = 40;

/** A function that gives the next line of one running trace. */
function newTracer(random: Random, flavor: Flavor): () => string {
  const tasks: Task[] = Array.from({ length: TASKS }, (_, i) => ({
    tid: FIRST_TID + i * 7,
    pending: undefined,
  }));
  let clock = START;
  if (flavor === 'plain') return () => whole('', randomCall(random), '');

  return () => {
    clock += 1 + Math.floor(random() * 400);
    const task = tasks[Math.floor(random() * tasks.length)];
    if (task === undefined) return '';
    const time = `${Math.floor(clock / MICROSECONDS)}.${String(clock % MICROSECONDS).padStart(6, '0')}`;
    const prefix = `${String(task.tid).padEnd(5)} ${time} `;
    const duration = ` <0.${String(Math.floor(random() ** 4 * MICROSECONDS)).padStart(6, '0')}>`;
    if (task.pending !== undefined) {
      const { name, args, result } = task.pending;
      task.pending = undefined;
      const rest = args.slice(cut(args));
      return whole(`${prefix}<... `, { name: `${name} resumed>`, args: rest, result }, duration);
    }
    const dice = random();
    if (dice < 0.005) {
      return `${prefix}--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=${task.tid + 1}, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---`;
    }
    const call = randomCall(random);
    if (dice < 0.1) {
      task.pending = call;
      return `${prefix}${call.name}(${call.args.slice(0, cut(call.args))} <unfinished ...>`;
    }
    return whole(prefix, call, duration);
  };
}

/** Where the arguments are split: before the last one. */
function cut(args: string): number {
  const comma = args.lastIndexOf(', ');
  return comma < 0 || args.includes('"') ? args.length : comma + 2;
}

function whole(prefix: string, { name, args, result }: Call, duration: string): string {
  const open = name.endsWith('>') ? '' : '(';
  return `${`${prefix}${name}${open}${args})`.padEnd(RESULT_COLUMN - 1)} = ${result}${duration}`;
}

/** Calls as often as they are in traces of everyday programs, roughly. */
function randomCall(random: Random): Call {
  const fd = String(3 + integer(20));
  switch (integer(16)) {
    case 0:
    case 1:
      return { name: 'openat', args: `AT_FDCWD, ${path()}, O_RDONLY|O_CLOEXEC`, result: fd };
    case 2:
      return {
        name: 'openat',
        args: `AT_FDCWD, ${path()}, O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY`,
        result: '-1 ENOENT (No such file or directory)',
      };
    case 3:
    case 4: {
      const bytes = integer(70);
      return { name: 'read', args: `${fd}, ${text(bytes)}, 4096`, result: String(bytes) };
    }
    case 5: {
      const bytes = integer(50);
      return { name: 'write', args: `${fd}, ${text(bytes)}, ${bytes}`, result: String(bytes) };
    }
    case 6:
    case 7:
      return { name: 'close', args: fd, result: '0' };
    case 8:
      return {
        name: 'newfstatat',
        args: `${fd}, "", {st_mode=S_IFREG|0644, st_size=${integer(1e6)}, ...}, AT_EMPTY_PATH`,
        result: '0',
      };
    case 9:
    case 10:
      return {
        name: 'mmap',
        args: `NULL, ${4096 * (1 + integer(64))}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0`,
        result: address(),
      };
    case 11:
      return {
        name: 'futex',
        args: `${address()}, FUTEX_WAIT_PRIVATE, ${integer(3)}, NULL`,
        result: random() < 0.5 ? '0' : '-1 EAGAIN (Resource temporarily unavailable)',
      };
    case 12:
      return { name: 'rt_sigprocmask', args: 'SIG_SETMASK, ~[RTMIN RT_1], [], 8', result: '0' };
    case 13:
      return {
        name: 'epoll_wait',
        args: `${fd}, [{events=EPOLLIN, data={u32=${fd}, u64=${fd}}}], 128, -1`,
        result: '1',
      };
    case 14:
      return {
        name: 'connect',
        args: `${fd}, {sa_family=AF_INET, sin_port=htons(${integer(65536)}), sin_addr=inet_addr("10.0.0.${integer(256)}")}, 16`,
        result: '-1 EINPROGRESS (Operation now in progress)',
      };
    default:
      return {
        name: 'clock_gettime',
        args: `CLOCK_MONOTONIC, {tv_sec=${integer(1e6)}, tv_nsec=${integer(1e9)}}`,
        result: '0',
      };
  }

  function integer(limit: number): number {
    return Math.floor(random() * limit);
  }

  function address(): string {
    return `0x7f${(0x1000_0000 + integer(0xe000_0000)).toString(16)}000`;
  }

  function path(): string {
    const folder = ['/usr/lib/x86_64-linux-gnu', '/etc', '/proc/self', '/home/user/project/src'];
    return `"${folder[integer(folder.length)]}/${integer(1e6).toString(36)}.so.${integer(9)}"`;
  }

  function text(length: number): string {
    const shown = Math.min(length, 32);
    const unit = ['\\n', 'a', 'e', ' ', 't', '\\0', '(', '\\"', '=', '\\177', 's', 'r'];
    let string = '';
    for (let i = 0; i < shown; i++) string += unit[integer(unit.length)];
    return `"${string}"${length > shown ? '...' : ''}`;
  }
}
