import {
  DocumentLink,
  FileType,
  languages,
  Range,
  Uri,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { readConfig } from './config.ts';
import { language } from './names.ts';
import { mapPath } from './pathMapping.ts';
import type { Server } from './server.ts';

/** Most different paths that are looked for on the disk for one document. */
const lookUpLimit = 2_000;

/** Makes links of the paths in a trace whose files are here, after the user's path mappings. */
export function registerLinks(server: Server): Disposable {
  return languages.registerDocumentLinkProvider(
    { language },
    {
      async provideDocumentLinks(document, token) {
        const whole = document.validateRange(new Range(0, 0, document.lineCount, 0));
        const found = await server.paths(document, whole, token);
        const known = new Map<string, Promise<Uri | undefined>>();
        const links: DocumentLink[] = [];
        for (const { path, range } of found) {
          if (token.isCancellationRequested || known.size > lookUpLimit) break;
          let uri = known.get(path);
          if (uri === undefined) {
            uri = existingFile(path, document);
            known.set(path, uri);
          }
          const target = await uri;
          if (target === undefined) continue;
          const { start, end } = range;
          links.push(
            new DocumentLink(
              new Range(start.line, start.character, end.line, end.character),
              target,
            ),
          );
        }
        return links;
      },
    },
  );
}

/** The file here that a path of the traced machine stands for; undefined where there is none. */
async function existingFile(path: string, document: TextDocument): Promise<Uri | undefined> {
  const mapped = mapPath(path, readConfig().pathMappings);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const base = document.uri.scheme === 'untitled' ? (folder ?? Uri.file('/')) : document.uri;
  const uri = base.with({ path: mapped, query: '', fragment: '' });
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.File) === 0 ? undefined : uri;
  } catch {
    return undefined;
  }
}
