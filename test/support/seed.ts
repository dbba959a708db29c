/**
 * Where a run must come out the same each time, as on a machine that decides whether a change goes
 * in, properties start from one seed; elsewhere each run tries other examples.
 */
import fc from 'fast-check';

const repeatable = 20_261_123;

if (process.env['CI']) fc.configureGlobal({ seed: repeatable });
