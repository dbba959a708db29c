/** Work that takes long, done in the pauses between requests: at most one piece for each key. */
export interface Background<Result> {
  /** Begins after a while with what `begin` makes; what was under way for the key is given up. */
  start(key: string, begin: () => Work<Result> | undefined): void;
  stop(key: string): void;
}

/** It yields every few milliseconds of work. */
export type Work<Result> = Generator<undefined, Result>;

interface Options<Result> {
  /** Milliseconds from `start` to the first step. */
  readonly delay: number;
  readonly done: (key: string, result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/** How long requests wait at most for work that pauses in time, and how long it lets them in. */
const stepMilliseconds = 15;
const restMilliseconds = 1;

/** Keeps what is to be done and when. */
export function createBackground<Result>({
  delay,
  done,
  failed,
}: Options<Result>): Background<Result> {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    start(key, begin) {
      after(delay, key, () => {
        const work = begin();
        if (work !== undefined) step(key, work);
      });
    },
    stop,
  };

  function step(key: string, work: Work<Result>): void {
    const end = Date.now() + stepMilliseconds;
    do {
      const next = work.next();
      if (next.done === true) {
        done(key, next.value);
        return;
      }
    } while (Date.now() < end);
    after(restMilliseconds, key, () => step(key, work));
  }

  function after(milliseconds: number, key: string, act: () => void): void {
    stop(key);
    const timer = setTimeout(() => {
      timers.delete(key);
      try {
        act();
      } catch (error) {
        failed(error);
      }
    }, milliseconds);
    timers.set(key, timer);
  }

  function stop(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }
}
