/** The language id of a trace. */
export const language = 'strace';

/** Every command of the extension, as the manifest spells it. */
export const commandIds = [
  'strace.nextPhase',
  'strace.previousPhase',
  'strace.goToPhase',
  'strace.goToProgram',
  'strace.foldAllButProgram',
  'strace.nextInProcess',
  'strace.previousInProcess',
  'strace.nextOfDescriptor',
  'strace.previousOfDescriptor',
  'strace.nextFailed',
  'strace.previousFailed',
  'strace.nextSlow',
  'strace.previousSlow',
  'strace.otherHalf',
  'strace.followProcess',
  'strace.followDescriptor',
  'strace.stopFollowing',
  'strace.openManual',
  'strace.openSample',
  'strace.restartServer',
  'strace.setLanguage',
] as const;

export type CommandId = (typeof commandIds)[number];

/** The command behind the server's code lenses; not for people, so not in the manifest. */
export const goToLineCommand = 'strace.goToLine';

/** What happens with a plain text that looks like a trace. */
export type Detection = 'offer' | 'always' | 'off';

/** The settings under `strace.` that the client reads. */
export interface Config {
  readonly detection: Detection;
  /** Whether the status bar tells about the cursor's line. */
  readonly statusBar: boolean;
  /** Prefixes of paths on the traced machine, and what they are here. */
  readonly pathMappings: Readonly<Record<string, string>>;
  /** Files of phase profiles: paths and globs. */
  readonly 'phases.profiles': readonly string[];
}

/** What holds where the user has set nothing. */
export const defaults: Config = {
  detection: 'offer',
  statusBar: true,
  pathMappings: {},
  'phases.profiles': [],
};

/** The setting that vscode-languageclient reads itself: it writes the protocol to the output. */
export const traceSetting = 'trace.server';
