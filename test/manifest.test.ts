import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandIds, defaults, traceSetting } from '../client/src/names.ts';
import { defaultConfig } from '../server/src/features/config.ts';
import { shippedSchema } from '../server/src/profiles/fileForm.ts';

interface Manifest {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: boolean;
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly when: string;
    }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when: string }[]>
    >;
    readonly languages: readonly { readonly id: string }[];
    readonly grammars: readonly object[];
    readonly yamlValidation: readonly {
      readonly fileMatch: readonly string[];
      readonly url: string;
    }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
      }[];
    }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { commands, configuration, keybindings, languages, grammars, menus, walkthroughs } =
  manifest.contributes;
const readme = readFileSync('README.md', 'utf8');

/** Rows of the table under a heading of the README, cell by cell. */
function table(heading: string): string[][] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

const sorted = (names: Iterable<string>) => [...names].toSorted();

describe('the manifest', () => {
  it('has the commands that the client registers, and no other', () => {
    assert.deepEqual(sorted(commands.map(({ command }) => command)), sorted(commandIds));
  });

  it('has the settings that client and server read, with the same defaults', () => {
    const { inlayHints, ...server } = defaultConfig;
    const hints = Object.entries(inlayHints).map(([name, value]) => [`inlayHints.${name}`, value]);
    const read = {
      ...defaults,
      ...server,
      ...Object.fromEntries(hints),
      [traceSetting]: 'off',
    };
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(configuration.properties).map(([name, setting]) => [
          name.replace(/^strace\./, ''),
          setting.default,
        ]),
      ),
      read,
    );
  });

  it('sorts every command under one category', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Strace Lens']);
  });

  it('names only its own commands in keys, menus and walkthroughs', () => {
    const known = new Set<string>(commandIds);
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const named = [
      ...keybindings.map(({ command }) => command),
      ...Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
      ...steps.flatMap(({ description }) =>
        [...description.matchAll(/\(command:([^)]+)\)/g)].map(([, command]) => command ?? ''),
      ),
    ];
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });

  it('binds keys in traces alone, each once', () => {
    for (const { key, when } of keybindings) {
      assert.ok(when.includes('editorLangId == strace'), `${key} is bound elsewhere too`);
    }
    assert.equal(new Set(keybindings.map(({ key }) => key)).size, keybindings.length);
  });

  it('has four steps in its walkthrough, each with a text that is there', () => {
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 4);
    for (const { media } of steps) assert.ok(existsSync(media.markdown), media.markdown);
  });

  it('runs in virtual workspaces, and in untrusted ones without what those bring along', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(virtualWorkspaces, true);
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.match(untrustedWorkspaces.description, /strace\.phases\.profiles/);
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['strace.phases.profiles']);
    assert.ok('strace.phases.profiles' in configuration.properties);
  });

  it('gives YAML extensions the form of files with profiles and reasons', () => {
    const [contributed, ...more] = manifest.contributes.yamlValidation;
    assert.deepEqual(more, []);
    assert.deepEqual(contributed?.fileMatch, ['.strace-lens/*.yaml', '.strace-lens/*.yml']);
    const shipped: unknown = JSON.parse(readFileSync(contributed.url, 'utf8'));
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(shippedSchema())));
  });

  it('asks for no newer VS Code than its types describe', () => {
    const types = 'node_modules/@types/vscode/package.json';
    const { version }: { version: string } = JSON.parse(readFileSync(types, 'utf8'));
    const [major, minor] = version.split('.');
    assert.match(manifest.engines.vscode, new RegExp(`^\\^${major}\\.${minor}\\.`));
  });

  it('contributes the language and the grammar that syntaxes/ describes', () => {
    const described: object = JSON.parse(readFileSync('syntaxes/contribution.json', 'utf8'));
    assert.deepEqual({ languages, grammars }, described);
  });

  it('ships every sample that is in samples/', () => {
    const source = readFileSync('client/src/samples.ts', 'utf8');
    for (const name of readdirSync('samples')) assert.ok(source.includes(`'${name}'`), name);
  });

  it('has an icon', () => assert.ok(existsSync(path.normalize(manifest.icon))));
});

describe('the README', () => {
  it('lists every command, with the title that the palette shows', () => {
    const rows = table('Commands');
    assert.deepEqual(sorted(rows.map(([command = '']) => command)), sorted(commandIds));
    for (const { command, title } of commands) {
      const [, text = ''] = rows.find(([name]) => name === command) ?? [];
      assert.ok(text.startsWith(title), `${command} is “${title}”, not “${text}”`);
    }
  });

  it('lists every key', () => {
    assert.deepEqual(
      table('Keys').map(([key = '', command = '']) => [key.toLowerCase(), command]),
      keybindings.map(({ key, command }) => [key, command]),
    );
  });

  it('lists every setting with its default', () => {
    assert.deepEqual(
      table('Settings').map(([name = '', value = '']) => [name, value]),
      Object.entries(configuration.properties).map(([name, setting]) => [
        name,
        JSON.stringify(setting.default),
      ]),
    );
  });

  it('names only pictures that are there', () => {
    for (const [, picture = ''] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
      assert.ok(existsSync(picture), picture);
    }
  });
});
