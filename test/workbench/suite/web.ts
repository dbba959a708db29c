import type { Runner } from 'mocha';
import { report } from './report.ts';

declare const mocha: {
  setup(options: object): void;
  run(done: (failures: number) => void): Runner;
};

const timeout = 30_000;

function Quiet(): void {
  // Our own listener says what there is to say.
}

/** Entry point for the web worker extension host: no node, no files. */
export async function run(): Promise<void> {
  // mocha's build for browsers makes a global. Imported here because its header would replace
  // this bundle's own exports if it ran first.
  // @ts-expect-error The build has no types.
  await import('mocha/mocha.js');
  // Its own reporters want a document.
  mocha.setup({ ui: 'bdd', reporter: Quiet, timeout });
  await import('./all.ts');
  const failures = await new Promise<number>((resolve) => report(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
