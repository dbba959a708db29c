/** Something that a reader of the trace should notice. */
export interface Problem {
  readonly row: number;
  readonly code: string;
  readonly severity: 'warning' | 'information' | 'hint';
  /** Key in the texts of the data. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** Another line that belongs to it, with the key of what to say of it. */
  readonly related?: { readonly row: number; readonly text: string };
}

export interface ProblemOptions {
  /** `all` tells usual failures too. */
  readonly level: 'unusual' | 'all';
  /** Seconds from which on a call is slow. */
  readonly slow: number;
  readonly limit: number;
}

/** A problem without a related line, with the text that the data has for its code. */
export function problem(
  row: number,
  code: string,
  severity: Problem['severity'],
  values: Readonly<Record<string, string>>,
): Problem {
  return { row, code, severity, text: `problem-${code}`, values };
}
