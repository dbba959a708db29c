/** The files with profiles and reasons that are open in the editor. Loads what helps to write them late. */
import type { CompletionItem, Hover, Position } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { HelpContext } from './helpContext.ts';

/** Which documents they are, for clients that take registrations. */
export const profileSelector = [{ language: 'yaml', pattern: '**/.strace-lens/*.{yaml,yml}' }];

/** What makes an editor ask for completions besides the letters of words. */
export const completionTriggers = [' ', '@', '|', "'", '"', '.'];

/** Whether a document is such a file, and no trace. */
export function isProfileDocument(uri: string): boolean {
  return /\/\.strace-lens\/[^/]+\.ya?ml$/.test(uri);
}

/** Whether a document is read as a trace: anything but YAML, whatever its language is called. */
export function isTrace({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): boolean {
  return languageId !== 'yaml' && !isProfileDocument(uri);
}

/** What may be written at a position of a text. */
export async function completions(
  text: string,
  position: Position,
  context: HelpContext,
): Promise<CompletionItem[]> {
  const { completeFile } = await import('./complete.ts');
  return completeFile(linesOf(text), position, context);
}

/** What is known of the word at a position of a text; `null` where nothing is. */
export async function explanation(
  text: string,
  position: Position,
  context: HelpContext,
): Promise<Hover | null> {
  const { explainFile } = await import('./explain.ts');
  return explainFile(linesOf(text), position, context) ?? null;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n?|\n/);
}
