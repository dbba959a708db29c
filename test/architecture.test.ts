import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { notifications, requests } from '../server/src/protocol.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Which layer may import from which; packages are named by what they begin with. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'server/src/syntax': [
    'server/src/syntax',
    'vscode-languageserver-types',
    'vscode-languageserver-textdocument',
  ],
  'server/src/model': [
    'server/src/syntax',
    'server/src/model',
    'server/src/protocol',
    'server/src/knowledge',
  ],
  'server/src/knowledge': ['server/src/syntax', 'server/src/knowledge', 'server/src/protocol'],
  'server/src/features': [
    'server/src/syntax',
    'server/src/model',
    'server/src/knowledge',
    'server/src/features',
    'server/src/protocol',
    'vscode-languageserver-types',
  ],
  'server/src/profiles': [
    'server/src/profiles',
    'server/src/model',
    'server/src/protocol',
    'vscode-languageserver-types',
    'vscode-languageserver-textdocument',
    'yaml',
    'zod',
  ],
  'server/src/protocol': ['vscode-languageserver-types'],
  'server/src/server': [
    'server/src/background',
    'server/src/features',
    'server/src/model',
    'server/src/knowledge',
    'server/src/profileHelp',
    'server/src/profiles/helpContext',
    'server/src/profiles/profileDocuments',
    'server/src/profiles/profileStore',
    'server/src/protocol',
    'server/src/syntax',
    'vscode-languageserver',
  ],
  'server/src/profileHelp': ['server/src/profiles/profileDocuments', 'vscode-languageserver'],
  'client/src/node': [
    'client/src',
    'node:fs',
    'node:child_process',
    'node:util',
    'vscode',
    'vscode-languageclient',
  ],
  'client/src': ['client/src', 'server/src/protocol', 'vscode', 'vscode-languageclient'],
};

/** The edges that hold for types alone. */
const typesOnly: readonly [from: string, to: string][] = [
  ['client/src', 'server/src/protocol'],
  ['server/src/syntax', 'vscode-languageserver-types'],
  ['server/src/syntax', 'vscode-languageserver-textdocument'],
  ['server/src/profiles', 'vscode-languageserver-textdocument'],
];

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => path.join(folder, file));
}

function importsOf(file: string): { readonly target: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^(import|export)( type)?\b[^'";]*?from '([^']+)'/gm)].map((match) => {
    const specifier = match[3] ?? '';
    const target = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier;
    return { target, typeOnly: match[2] !== undefined };
  });
}

function layerOf(file: string): string | undefined {
  return Object.keys(allowed).find(
    (layer) => file === `${layer}.ts` || file.startsWith(`${layer}/`),
  );
}

describe('the layers', () => {
  const files = [...sources('server/src'), ...sources('client/src')];

  for (const file of files) {
    const layer = layerOf(file);
    if (layer === undefined) continue;
    it(`let ${file} import from below only`, () => {
      for (const { target, typeOnly } of importsOf(file)) {
        const to = allowed[layer]?.find(
          (edge) => target === edge || target === `${edge}.ts` || target.startsWith(`${edge}/`),
        );
        assert.ok(to !== undefined, `${file} imports ${target}`);
        if (typesOnly.some(([a, b]) => a === layer && b === to)) {
          assert.ok(typeOnly, `${file} imports more than types from ${target}`);
        }
      }
    });
  }

  it('load the parser of profiles when the first one is there, not before', () => {
    for (const file of sources('server/src')) {
      for (const { target, typeOnly } of importsOf(file)) {
        const isLazy = /^yaml$|^zod|^server\/src\/profiles\/(?!profileStore|profileDocuments)/.test(
          target,
        );
        if (!isLazy || typeOnly) continue;
        assert.match(
          file,
          /^server\/src\/profiles\/(?!profileStore|profileDocuments)/,
          `${file}: ${target}`,
        );
      }
    }
  });

  it('see every file of the core', () => {
    assert.ok(files.filter((file) => layerOf(file) !== undefined).length > 20);
  });
});

describe('the description of the protocol', () => {
  it('names the requests and notifications that the server takes, and no others', () => {
    const text = readFileSync(path.join(root, 'server/PROTOCOL.md'), 'utf8');
    const described = [...text.matchAll(/^## `(strace\/\w+)`$/gm)].map((match) => match[1]);
    const taken = [...Object.values(requests), ...Object.values(notifications)];
    assert.deepEqual(described.toSorted(), taken.toSorted());
  });
});
