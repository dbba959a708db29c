import Reporter from './reporter.ts';

declare const mocha: BrowserMocha;
declare class BrowserMocha {
  setup(options: object): void;
  run(done: (failures: number) => void): void;
}

/** Entry point for the web worker extension host: no node, no files. */
export async function run(): Promise<void> {
  // mocha's build for browsers makes a global. Imported here because its header would replace
  // this bundle's own exports if it ran first.
  // @ts-expect-error The build has no types.
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'bdd', reporter: Reporter, timeout: 30_000 });
  await import('./all.ts');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
