import { argumentLists } from './arguments.ts';
import { names } from './names.ts';
import { prose } from './prose.ts';
import { references } from './references.ts';
import type { Rule } from './rule.ts';
import { spelledOut } from './spelledOut.ts';
import { templates } from './templates.ts';
import { values } from './values.ts';

/** Rules that look at one entry and are quick; `check.ts` runs them for those who write data. */
export const quickRules: readonly Rule[] = [
  names,
  references,
  argumentLists,
  prose,
  spelledOut,
  templates,
  values,
];
