import { report } from './report.ts';

const timeout = 30_000;

/** Entry point for the node extension host: VS Code calls it. */
export async function run(): Promise<void> {
  // mocha is an ES module; this bundle is not.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', reporter: Mocha.reporters.Base, timeout });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./all.ts');
  const failures = await new Promise<number>((resolve) => report(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
