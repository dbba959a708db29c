import { CancellationTokenSource, type CancellationToken, type Disposable } from 'vscode';

/** Something that is asked for more often than it need be done. */
export interface Debounced extends Disposable {
  /** Does it soon, unless it is asked for again before; gives up what is still under way. */
  readonly schedule: () => void;
}

/** Runs `work` some milliseconds after the last `schedule`, with a token that the next one cancels. */
export function debounce(
  milliseconds: number,
  work: (token: CancellationToken) => Promise<void>,
): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: CancellationTokenSource | undefined;
  const dispose = () => {
    clearTimeout(timer);
    running?.cancel();
    running?.dispose();
    running = undefined;
  };
  return {
    dispose,
    schedule() {
      dispose();
      const source = new CancellationTokenSource();
      running = source;
      timer = setTimeout(() => void work(source.token), milliseconds);
    },
  };
}
