import { ownValue } from '../syntax/ownValue.ts';
import { fieldOf, flagNames, spanText, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Phrase } from './readOutCode.ts';
import { printedContent } from './readOutStrings.ts';

/**
 * A socket address in the form that people write: `127.0.0.1:80`, `[::1]:80`, a path, `@name`, or
 * its family. Undefined for what is no structure of an address.
 */
export function addressPhrase(value: Value, text: string): Phrase | undefined {
  const target = structure(value);
  if (target === undefined) return undefined;
  const familyValue = fieldOf(target, 'sa_family', text);
  const family = familyValue === undefined ? undefined : flagNames(familyValue, text)[0];
  switch (family) {
    case 'AF_INET': {
      const host = innerString(fieldOf(target, 'sin_addr', text), text);
      return host === undefined ? undefined : [{ code: withPort(host, port('sin_port')) }];
    }
    case 'AF_INET6': {
      const host =
        innerString(fieldOf(target, 'sin6_addr', text), text) ??
        target.children.map((child) => innerString(child, text)).find((one) => one !== undefined);
      return host === undefined ? undefined : [{ code: withPort(`[${host}]`, port('sin6_port')) }];
    }
    case 'AF_UNIX': {
      const path = fieldOf(target, 'sun_path', text);
      const content = path === undefined ? undefined : printedContent(path, text);
      return content === undefined || content === ''
        ? ['an unnamed Unix socket']
        : [{ code: content }];
    }
    case 'AF_NETLINK': {
      const id = fieldOf(target, 'nl_pid', text);
      const number = id === undefined ? undefined : valueText(id, text);
      if (number === undefined) return ['netlink'];
      return number === '0' ? ['the kernel, by netlink'] : [`netlink port ${number}`];
    }
    case undefined:
      return undefined;
    default:
      return [{ code: family }, ' address'];
  }

  function port(field: string): string | undefined {
    const found = target === undefined ? undefined : fieldOf(target, field, text);
    const inner = found?.kind === 'call' ? found.children[0] : found;
    return inner === undefined ? undefined : valueText(inner, text);
  }
}

/** The structure itself, also out of an array of one or of a value that the call changed. */
function structure(value: Value): Value | undefined {
  if (value.kind === 'struct') return value;
  const last = value.children.at(-1);
  const passes = value.kind === 'array' || (value.kind === 'operation' && value.operator === '=>');
  if (!passes || last === undefined) return undefined;
  return (
    structure(last) ?? (value.children[0] === undefined ? undefined : structure(value.children[0]))
  );
}

/** The string in `inet_addr("127.0.0.1")`, or the address that `htonl(INADDR_ANY)` is. */
function innerString(value: Value | undefined, text: string): string | undefined {
  if (value?.kind !== 'call') return undefined;
  const string = value.children.find(({ kind }) => kind === 'string');
  if (string !== undefined) return printedContent(string, text);
  const [first] = value.children;
  if (first === undefined || value.head === undefined) return undefined;
  const isAddress = spanText(value.head, text) === 'htonl';
  return isAddress ? ownValue(addresses, valueText(first, text)) : undefined;
}

const addresses: Readonly<Record<string, string>> = {
  INADDR_ANY: '0.0.0.0',
  INADDR_LOOPBACK: '127.0.0.1',
  INADDR_BROADCAST: '255.255.255.255',
};

function withPort(host: string, port: string | undefined): string {
  return port === undefined ? host : `${host}:${port}`;
}
