import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

const profiles = compiledProfiles();

/** A trace of this text, as the server would have it. */
export function traceOf(text: string, uri = 'untitled:a'): Trace {
  return new Trace(TraceText.create(uri, 'strace', 1, text), profiles);
}

/** The trace of a file under the repository's root. */
export function traceOfFile(file: string): Trace {
  const full = path.resolve(import.meta.dirname, '../..', file);
  return traceOf(readFileSync(full, 'utf8'), `file:///${path.basename(file)}`);
}
