/** The language id of a trace. */
export const language = 'strace';

/** Every command of the extension, as the manifest spells it. */
export const commandIds = [
  'strace.nextPhase',
  'strace.previousPhase',
  'strace.goToPhase',
  'strace.goToProgram',
  'strace.foldAllButProgram',
  'strace.openSample',
  'strace.restartServer',
  'strace.setLanguage',
] as const;

export type CommandId = (typeof commandIds)[number];

/** What happens with a plain text that looks like a trace. */
export type Detection = 'offer' | 'always' | 'off';

/** The settings under `strace.` that the client reads. */
export interface Config {
  readonly detection: Detection;
  /** Whether the status bar tells about the cursor's line. */
  readonly statusBar: boolean;
}

/** What holds where the user has set nothing. */
export const defaults: Config = { detection: 'offer', statusBar: true };

/** The setting that vscode-languageclient reads itself: it writes the protocol to the output. */
export const traceSetting = 'trace.server';
