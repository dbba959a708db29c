import assert from 'node:assert/strict';
import { createBackground, type Work } from '../server/src/background.ts';

/** A background whose results and failures can be waited for in their order. */
function background() {
  const seen: string[] = [];
  const waiting: (() => void)[] = [];
  const note = (text: string): void => {
    seen.push(text);
    waiting.shift()?.();
  };
  const jobs = createBackground<string>({
    delay: 0,
    done: (key, result) => note(`${key} ${result}`),
    failed: (error) => note(String(error)),
  });
  const next = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return { jobs, seen, next };
}

function* work(steps: number, result: string): Work<string> {
  for (let step = 0; step < steps; step++) yield undefined;
  return result;
}

function* forever(): Work<string> {
  for (;;) yield undefined;
}

describe('work in the background', () => {
  it('ends with its result', async () => {
    const { jobs, seen, next } = background();
    jobs.start('a', () => work(100, 'done'));
    assert.deepEqual(seen, [], 'it has not begun at once');
    await next();
    assert.deepEqual(seen, ['a done']);
  });

  it('is given up when it is started again or stopped', async () => {
    const { jobs, seen, next } = background();
    jobs.start('a', () => work(1, 'old'));
    jobs.start('a', () => work(1, 'new'));
    jobs.start('b', () => work(1, 'stopped'));
    jobs.stop('b');
    jobs.start('c', () => work(1, 'last'));
    await next();
    await next();
    assert.deepEqual(seen, ['a new', 'c last']);
  });

  it('lets others in between its steps', async () => {
    const { jobs, seen, next } = background();
    jobs.start('endless', forever);
    jobs.start('short', () => work(1, 'done'));
    await next();
    jobs.stop('endless');
    assert.deepEqual(seen, ['short done']);
  });

  it('tells of a failure, and of nothing where there is nothing to do', async () => {
    const { jobs, seen, next } = background();
    jobs.start('nothing', () => undefined);
    jobs.start('a', () => {
      throw new Error('broken');
    });
    await next();
    assert.deepEqual(seen, ['Error: broken']);
  });
});
