import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { Config } from './config.ts';
import { filled } from './hoverPart.ts';
import { rowRange } from './location.ts';
import type { Problem } from './problem.ts';
import { problemSearch } from './problems.ts';
import { visible, withoutSpans } from './readOutCode.ts';

const severities: Readonly<Record<Problem['severity'], DiagnosticSeverity>> = {
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Problems of a trace as the editor lists them, at most `limit`; none where they are off. */
export function diagnostics(
  trace: Trace,
  knowledge: Knowledge,
  config: Config,
  limit: number,
): Diagnostic[] {
  const search = diagnosticSearch(trace, knowledge, config, limit);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of some milliseconds, to be taken when there is nothing else to do. */
export function* diagnosticSearch(
  trace: Trace,
  knowledge: Knowledge,
  { problems: level, slow }: Config,
  limit: number,
): Generator<undefined, Diagnostic[]> {
  if (level === 'off') return [];
  const found = yield* problemSearch(trace, knowledge, { level, slow, limit });
  return found.map(({ row, code, severity, text, values, related }) => ({
    range: rowRange(trace, row),
    severity: severities[severity],
    source: 'strace',
    code,
    message: message(text, values),
    ...(related !== undefined && {
      relatedInformation: [
        {
          location: { uri: trace.text.uri, range: rowRange(trace, related.row) },
          message: message(related.text, {}),
        },
      ],
    }),
  }));

  function message(key: string, filling: Readonly<Record<string, string>>): string {
    const shown = Object.entries(filling).map(([name, value]) => [name, visible(value)]);
    return withoutSpans(filled(knowledge, key, Object.fromEntries(shown)));
  }
}
