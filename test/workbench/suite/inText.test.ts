import assert from 'node:assert/strict';
import {
  Range,
  workspace,
  type CodeLens,
  type DocumentLink,
  type InlayHint,
  type SemanticTokens,
  type SemanticTokensLegend,
  type TextDocument,
} from 'vscode';
import { closeAll, fileUri, lineWith, open, provided, withSetting } from './support.ts';

const file = 'state.strace';

function whole(document: TextDocument): Range {
  return document.validateRange(new Range(0, 0, document.lineCount, 0));
}

function textOf(label: InlayHint['label']): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** Text of the hints of the trace, each with its line from 1. */
async function hints(fits: (hints: readonly string[]) => boolean): Promise<readonly string[]> {
  const { document } = await open(file);
  let texts: readonly string[] = [];
  await provided<InlayHint[]>(
    'vscode.executeInlayHintProvider',
    [document.uri, whole(document)],
    (found) => {
      texts = found.map(({ position, label }) => `${position.line + 1} ${textOf(label)}`);
      return fits(texts);
    },
  );
  return texts;
}

describe('inlay hints', () => {
  after(closeAll);

  it('tell descriptors, names of processes and slow calls', async () => {
    const texts = await hints(({ length }) => length > 0);
    for (const text of ['3 </traced/etc/config>', '5 <a>', '6  took 500 ms']) {
      assert.ok(texts.includes(text), `${text} in ${texts.join(', ')}`);
    }
  });

  it('go when they are switched off', async () => {
    await withSetting('inlayHints.descriptors', false, async () => {
      const texts = await hints(
        (all) => all.length > 0 && !all.some((text) => text.includes('/traced')),
      );
      assert.ok(texts.includes('5 <a>'), texts.join(', '));
    });
    await hints((all) => all.includes('3 </traced/etc/config>'));
  });
});

describe('semantic tokens', () => {
  after(closeAll);

  it('mark paths, failed calls, closed descriptors and second halves in a range', async () => {
    const { document } = await open(file);
    const legend = await provided<SemanticTokensLegend>(
      'vscode.provideDocumentRangeSemanticTokensLegend',
      [document.uri, whole(document)],
      ({ tokenTypes }) => tokenTypes.length > 0,
    );
    const { data } = await provided<SemanticTokens>(
      'vscode.provideDocumentRangeSemanticTokens',
      [document.uri, whole(document)],
      (tokens) => tokens.data.length > 0,
    );
    assert.deepEqual(readTokens(document, data, legend), [
      'path "./a"',
      'path "/traced/etc/config"',
      'syscall.resumed read',
      'syscall.failed.unusual read',
      'descriptor.closed 3',
    ]);
  });
});

/** Tokens of the protocol's five numbers each: type, modifiers and text. */
function readTokens(
  document: TextDocument,
  data: Uint32Array,
  { tokenTypes, tokenModifiers }: SemanticTokensLegend,
): readonly string[] {
  const numbersPerToken = 5;
  const texts: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += numbersPerToken) {
    const [lines = 0, characters = 0, length = 0, type = 0, bits = 0] = data.slice(
      at,
      at + numbersPerToken,
    );
    character = lines === 0 ? character + characters : characters;
    line += lines;
    const modifiers = tokenModifiers.filter((_, index) => (bits & (1 << index)) !== 0);
    const text = document.getText(new Range(line, character, line, character + length));
    texts.push(`${[tokenTypes[type], ...modifiers].join('.')} ${text}`);
  }
  return texts;
}

describe('code lenses', () => {
  after(closeAll);

  it('sum each process up and lead to the next', async () => {
    const { document } = await open(file);
    const found = await provided<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      [document.uri, 10],
      ({ length }) => length > 0,
    );
    const lenses = found.map(
      ({ range, command }) => `${range.start.line + 1} ${command?.title ?? ''}`,
    );
    assert.deepEqual(lenses, [
      '1 100 a · exited with 1 · 8 calls · 511 ms',
      '1 next process',
      '5 101 a · exited with 0 · 2 calls · 503 ms',
    ]);
    const step = found.find(({ command }) => command?.title === 'next process')?.command;
    assert.equal(step?.command, 'strace.goToLine');
    assert.deepEqual(step?.arguments, [lineWith(document, 'unfinished')]);
  });
});

describe('links', () => {
  after(closeAll);

  it('lead to files of the traced machine where they are here', async () => {
    const here = fileUri('mapped');
    await withSetting('pathMappings', { '/traced': here.path }, async () => {
      const { document } = await open(file);
      const [link] = await provided<DocumentLink[]>(
        'vscode.executeLinkProvider',
        [document.uri],
        ({ length }) => length > 0,
      );
      assert.ok(link?.target, 'it has a target');
      assert.equal(document.getText(link.range), '/traced/etc/config');
      assert.equal(link.target.path, fileUri('mapped/etc/config').path);
      const target = await workspace.openTextDocument(link.target);
      assert.equal(target.getText(), 'one two\n');
    });
  });
});
