import { type CommandLine, namesScript } from './commandLine.ts';
import { fitsAny } from './glob.ts';
import type { Linkage } from './linkage.ts';
import type { Condition } from './profile.ts';

/** What is known of a program image. */
interface ImageFacts {
  readonly command: CommandLine;
  /** Last parts of the paths of the libraries that the loader opened. */
  readonly libraries: readonly string[];
  readonly linkage: Linkage;
  /** Another thread than the one that goes through start-up ended the block before. */
  readonly otherThread: boolean;
}

/** Whether a block counts for an image. */
export function holds(condition: Condition | undefined, image: ImageFacts): boolean {
  if (condition === undefined) return true;
  const { script, argument, noArgument, library } = condition;
  const { command, libraries, linkage } = image;
  if (script !== undefined && namesScript(command) !== script) return false;
  const args = command.argv.slice(1);
  if (argument !== undefined && !args.some((arg) => isOption(arg, argument))) return false;
  if (noArgument !== undefined && args.some((arg) => isOption(arg, noArgument))) return false;
  if (library !== undefined && !libraries.some((name) => fitsAny(name, library))) return false;
  if (condition.shebang !== undefined && condition.shebang !== (command.isRuntime !== true)) {
    return false;
  }
  if (condition.otherThread !== undefined && condition.otherThread !== image.otherThread) {
    return false;
  }
  return condition.static === undefined || condition.static === (linkage === 'static');
}

/** `-*c` is an option `c` at the end of letters behind one dash: `-c`, `-euc`. Others are globs. */
function isOption(arg: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    if (!glob.startsWith('-*')) return fitsAny(arg, [glob]);
    return arg.endsWith(glob.slice(2)) && /^-[a-zA-HJ-LN-Z]{0,6}[a-zA-Z]$/.test(arg);
  });
}
