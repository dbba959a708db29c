import type { Position } from 'vscode-languageserver-types';

const mark = '‸';

/**
 * The text without its `‸`, and where that stood.
 *
 * @throws Error unless there is exactly one mark.
 */
export function atCursor(marked: string): { text: string; position: Position } {
  const parts = marked.split(mark);
  if (parts.length !== 2) throw new Error(`wants one ${mark}: ${marked}`);
  const before = (parts[0] ?? '').split('\n');
  return {
    text: parts.join(''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
