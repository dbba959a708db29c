import { languages, Uri, window, workspace, type Disposable } from 'vscode';
import { language } from './names.ts';

/** Samples are read-only documents of this scheme: nothing can be saved into the extension. */
const scheme = 'strace-sample';

const samples = [
  {
    file: 'c-static.strace',
    label: 'A C program, linked statically',
    detail: '"Ink is great!" in C: what the C library asks for before main, and the one write',
  },
  {
    file: 'go-min.strace',
    label: 'A Go program',
    detail: 'The least that Go does: how its runtime sets up memory, signals and threads',
  },
] as const;

/** Lets VS Code read the samples that are part of the extension. */
export function registerSamples(extension: Uri): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent(uri) {
      const sample = samples.find(({ file }) => uri.path === `/${file}`);
      if (sample === undefined) return undefined;
      const bytes = await workspace.fs.readFile(Uri.joinPath(extension, 'samples', sample.file));
      return new TextDecoder().decode(bytes);
    },
  });
}

/** Asks for a sample, unless `file` names one, and shows it. */
export async function openSample(file?: unknown): Promise<void> {
  const sample =
    samples.find((candidate) => candidate.file === file) ??
    (await window.showQuickPick(samples, { placeHolder: 'Open a sample trace' }));
  if (sample === undefined) return;
  const uri = Uri.from({ scheme, path: `/${sample.file}` });
  const document = await workspace.openTextDocument(uri);
  // Somebody's own `files.associations` may say otherwise.
  const trace =
    document.languageId === language
      ? document
      : await languages.setTextDocumentLanguage(document, language);
  await window.showTextDocument(trace);
}
