import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { Config } from './config.ts';
import { filled } from './hoverPart.ts';
import { rowRange } from './location.ts';
import { problems, type Problem } from './problems.ts';
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
  { problems: level, slow }: Config,
  limit: number,
): Diagnostic[] {
  if (level === 'off') return [];
  return problems(trace, knowledge, { level, slow, limit }).map(
    ({ row, code, severity, text, values, related }) => ({
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
    }),
  );

  function message(key: string, filling: Readonly<Record<string, string>>): string {
    const shown = Object.entries(filling).map(([name, value]) => [name, visible(value)]);
    return withoutSpans(filled(knowledge, key, Object.fromEntries(shown)));
  }
}
