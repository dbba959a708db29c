import { splitArguments, unquote } from './callText.ts';
import { baseName } from './glob.ts';

/** Stands at the end of a string that strace cut (`-s`). */
const cutMark = '\u2026';

/** What an `execve` says about the program that it starts. */
export interface CommandLine {
  /** Path of the program; empty where the trace does not tell. */
  readonly path: string;
  /** `argv`; strings that strace cut are as far as printed. */
  readonly argv: readonly string[];
  /** The program is known to be the runtime itself, not a script that names it with `#!`. */
  readonly isRuntime?: boolean;
}

/** The command line of a program whose `execve` the trace does not tell. */
export const noCommand: CommandLine = { path: '', argv: [] };

/** Reads the arguments of an `execve` (or `execveat`, which has a descriptor ahead). */
export function readCommandLine(args: readonly string[]): CommandLine {
  const at = args.findIndex((arg) => arg.startsWith('"'));
  const path = args[at];
  const list = args[at + 1] ?? '';
  if (path === undefined) return noCommand;
  const inner = list.startsWith('[') ? list.slice(1, list.endsWith(']') ? -1 : undefined) : '';
  const argv = splitArguments(inner)
    .filter((arg) => arg.startsWith('"'))
    .map((arg) => (arg.endsWith('...') ? `${unquote(arg)}${cutMark}` : unquote(arg)));
  return { path: unquote(path), argv };
}

/** Whether `path` is the script that the command line names, or the program itself is a script. */
export function isScript(command: CommandLine, path: string): boolean {
  const names = command.argv.slice(1).filter((arg) => !/^(?:\.{0,2}$|-)/.test(arg));
  if (command.isRuntime !== true) names.push(command.path);
  return names.some(
    (name) =>
      isSameFile(path, name) ||
      (name.includes(':') && name.split(':').some((part) => isSameFile(path, part))),
  );
}

/** Whether the command line can name a script: an argument that is no option, or the program. */
export function namesScript(command: CommandLine): boolean {
  if (command.isRuntime !== true) return true;
  return command.argv.slice(1).some((arg) => arg !== '' && !arg.startsWith('-'));
}

/** Whether `path` is of the module that `-m` names with dots: `a.b` is `a/b`. */
export function isModule(command: CommandLine, path: string): boolean {
  const at = command.argv.indexOf('-m');
  const name = at === -1 ? undefined : command.argv[at + 1];
  if (name === undefined) return false;
  const file = name.replaceAll('.', '/');
  return (
    path.endsWith(`/${file}`) ||
    path.includes(`/${file}/`) ||
    path.includes(`/${file}.`) ||
    isCachedAs(path, file)
  );
}

/** `a/__pycache__/b.cpython-311.pyc` is the compiled `a/b`. */
function isCachedAs(path: string, file: string): boolean {
  return path.replace('__pycache__/', '').includes(`/${file}.`);
}

/** Whether `path` is the file of a class that the command line names: `a.B` is `a/B.class`. */
export function isClass(command: CommandLine, path: string): boolean {
  return command.argv.slice(1).some((arg) => {
    if (arg === '' || arg.startsWith('-')) return false;
    const file = `${arg.replaceAll('.', '/')}.class`;
    return path === file || path.endsWith(`/${file}`);
  });
}

/** Last part of the program's path, and of `argv[0]` without the dash of a login shell. */
export function exeNames(command: CommandLine): readonly string[] {
  const zero = baseName(command.argv[0] ?? '').replace(/^-/, '');
  const path = baseName(command.path);
  return zero === '' || zero === path ? [path] : [path, zero];
}

function isSameFile(path: string, name: string): boolean {
  if (name === '') return false;
  const plain = name.replace(/^(?:\.\/)+/, '');
  if (plain.endsWith(cutMark)) {
    const start = plain.slice(0, -1);
    return path.startsWith(start) || (!start.startsWith('/') && path.includes(`/${start}`));
  }
  if (path === name || path === plain || path.endsWith(`/${plain}`)) return plain !== '';
  // Some runtimes complete the name of a script: `node app` runs app.js.
  const bare = path.replace(/(?:\/index)?\.[cm]?js$/, '');
  return bare !== path && !plain.includes('.') && (bare === plain || bare.endsWith(`/${plain}`));
}
