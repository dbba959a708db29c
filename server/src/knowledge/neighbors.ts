/** What a value means by the values that stand next to it. */
import { ownValue } from '../syntax/ownValue.ts';
import { fieldOf, flagNames, numberOf } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';

/**
 * Whether `si_status` of a siginfo is the signal that ended or stopped a child, and not an exit
 * status: the codes after `CLD_EXITED`, by name or raw. False where no code is printed.
 */
export function statusIsSignal(info: Value, text: string): boolean {
  const code = fieldOf(info, 'si_code', text);
  if (code === undefined) return false;
  const number = numberOf(code, text);
  if (number !== undefined) return number > cldExited;
  return flagNames(code, text).some((name) => name.startsWith('CLD_') && name !== 'CLD_EXITED');
}

/** `CLD_EXITED` of `<asm-generic/siginfo.h>`; those after it are of children with a signal. */
const cldExited = 1;

/**
 * Whether the part of a `BPF_STMT(…)` at this position is the answer of a filter of system calls.
 * A socket filter returns a length in this place, which strace prints as a number.
 */
export function answersSystemCall(statement: Value, position: number, text: string): boolean {
  const [code, answer] = statement.children;
  if (position !== 1 || code === undefined || answer === undefined) return false;
  return (
    flagNames(code, text).includes('BPF_RET') &&
    flagNames(answer, text).some((name) => name.startsWith('SECCOMP_RET_'))
  );
}

/** The structure of a socket address by its family; undefined where the family has none. */
export function addressStruct(address: Value, text: string): string | undefined {
  const family = fieldOf(address, 'sa_family', text);
  const name = family === undefined ? undefined : flagNames(family, text)[0];
  return name === undefined ? undefined : ownValue(addressStructs, name);
}

const addressStructs: Readonly<Record<string, string>> = {
  AF_UNIX: 'sockaddr_un',
  AF_INET: 'sockaddr_in',
  AF_INET6: 'sockaddr_in6',
  AF_NETLINK: 'sockaddr_nl',
  AF_PACKET: 'sockaddr_ll',
  AF_VSOCK: 'sockaddr_vm',
  AF_ALG: 'sockaddr_alg',
  AF_XDP: 'sockaddr_xdp',
};
