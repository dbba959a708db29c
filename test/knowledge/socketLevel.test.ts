import assert from 'node:assert/strict';
import { commandOf } from '../../server/src/knowledge/callDocs.ts';
import { contextOf } from '../../server/src/knowledge/context.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { joinCall } from '../../server/src/syntax/joinCall.ts';

const optionIndex = 2;

const cases: [line: string, command: string | undefined, groups: string][] = [
  ['setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 4) = 0', 'TCP_NODELAY', 'sock_tcp_options'],
  ['setsockopt(3, 0x6, 0x1, [1], 4) = 0', 'TCP_NODELAY', 'sock_tcp_options'],
  ['setsockopt(3, 0x1, 0x2, [1], 4) = 0', 'SO_REUSEADDR', 'sock_options setsock_options'],
  [
    'setsockopt(3, 0x6 /* SOL_TCP */, 0x1 /* TCP_NODELAY */, [1], 4) = 0',
    'TCP_NODELAY',
    'sock_tcp_options',
  ],
  [
    'setsockopt(sockfd=3, level=0x6, optname=0x1, optval=[1], optlen=4) = 0',
    'TCP_NODELAY',
    'sock_tcp_options',
  ],
  [
    'setsockopt(3, SOL_NETLINK, 0x63 /* NETLINK_??? */, [1], 4) = 0',
    undefined,
    'sock_netlink_options',
  ],
  ['setsockopt(3, 0x4d2 /* SOL_??? */, 0x1, [1], 4) = 0', undefined, ''],
];

describe('the option of a socket', () => {
  for (const [line, command, groups] of cases) {
    it(`belongs to its level in ${line}`, () => {
      const call = joinCall([line]);
      assert.equal(commandOf(call, knowledge)?.name, command);
      assert.equal(contextOf(call, [optionIndex], knowledge).groups.join(' '), groups);
    });
  }
});
