import { splitArguments, unquote } from './callText.ts';
import { baseName } from './glob.ts';

/** What an `execve` says about the program that it starts. */
export interface CommandLine {
  /** Path of the program; empty where the trace does not tell. */
  readonly path: string;
  /** `argv`; strings that strace cut are as far as printed. */
  readonly argv: readonly string[];
  /** The program is known to be the runtime itself, not a script that names it with `#!`. */
  readonly isRuntime?: boolean;
}

/** Reads the arguments of an `execve` (or `execveat`, which has a descriptor ahead). */
export function readCommandLine(args: readonly string[]): CommandLine {
  const at = args.findIndex((arg) => arg.startsWith('"'));
  const path = args[at];
  const list = args[at + 1] ?? '';
  if (path === undefined) return { path: '', argv: [] };
  const inner = list.startsWith('[') ? list.slice(1, list.endsWith(']') ? -1 : undefined) : '';
  const argv = splitArguments(inner)
    .filter((arg) => arg.startsWith('"'))
    .map(unquote);
  return { path: unquote(path), argv };
}

/** Whether `path` is the script that the command line names, or the program itself is a script. */
export function isScript(command: CommandLine, path: string): boolean {
  const names = command.argv.slice(1).filter((arg) => arg !== '' && !arg.startsWith('-'));
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

/** Whether `path` is a module or class that the command line names with dots: `a.b` is `a/b`. */
export function isModule(command: CommandLine, path: string, suffix: string): boolean {
  return command.argv.slice(1).some((arg) => {
    if (arg === '' || arg.startsWith('-')) return false;
    const file = arg.replaceAll('.', '/');
    return suffix === ''
      ? path.includes(`/${file}/`) || path.includes(`/${file}.`)
      : path === `${file}${suffix}` || path.endsWith(`/${file}${suffix}`);
  });
}

/** Last part of the program's path, and of `argv[0]` without the dash of a login shell. */
export function exeNames(command: CommandLine): readonly string[] {
  const zero = baseName(command.argv[0] ?? '').replace(/^-/, '');
  const path = baseName(command.path);
  return zero === '' || zero === path ? [path] : [path, zero];
}

function isSameFile(path: string, name: string): boolean {
  const plain = name.replace(/^(?:\.\/)+/, '');
  return plain !== '' && (path === name || path === plain || path.endsWith(`/${plain}`));
}
