import assert from 'node:assert/strict';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { descriptorCalls } from '../../server/src/model/state/descriptorCalls.ts';

/**
 * Numbers of another process, lists that the fold reads itself, numbers that are to be made to lead
 * elsewhere, and calls that no kernel has.
 */
const elsewhere = new Set([
  'kcmp',
  'io_uring_register',
  'waitid',
  'socketcall',
  'dup2',
  'dup3',
  'putpmsg',
  'stty',
]);

describe('the calls that the fold of the descriptors knows', () => {
  it('have all arguments that are descriptors', () => {
    const missing: string[] = [];
    for (const name of knowledge.syscallNames) {
      const own = descriptorCalls.get(name)?.args ?? [];
      knowledge.syscall(name)?.args.forEach(({ type, name: argument }, index) => {
        const isDescriptor = type === 'fd' || type === 'dirfd';
        if (isDescriptor && !own.includes(index) && !elsewhere.has(name)) {
          missing.push(`${name}(${argument})`);
        }
      });
    }
    assert.deepEqual(missing, []);
  });

  it('have all that return one', () => {
    const makers = knowledge.syscallNames.filter(
      (name) => knowledge.syscall(name)?.returns?.type === 'fd',
    );
    const missing = makers.filter((name) => {
      const action = descriptorCalls.get(name)?.action;
      return action === undefined || action === 'uses' || action === 'lists';
    });
    assert.deepEqual(missing, []);
  });
});
