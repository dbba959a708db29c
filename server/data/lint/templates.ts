import {
  parseGuard,
  parseTemplate,
  type Guard,
  type Piece,
  type ValuePath,
} from '../../src/features/sentenceTemplate.ts';
import type { ArgumentData } from '../schema.ts';
import type { All, Rule } from './rule.ts';
import { asList, templatesOf } from './walk.ts';

/** Sentence templates can be read, and name arguments, fields and members that are there. */
export const templates: Rule = {
  name: 'templates',
  check(entry, all, report) {
    for (const { template, path, args } of templatesOf(entry)) {
      if (typeof template === 'string') {
        checkText(template, path);
        continue;
      }
      template.forEach((variant, i) => {
        checkText(variant.text, [...path, i, 'text']);
        if ((variant.if === undefined) !== (i === template.length - 1)) {
          report([...path, i], 'every variant but the last wants an `if`, and the last has none');
        }
        if (variant.if === undefined) return;
        const { guard, problems } = parseGuard(variant.if);
        for (const problem of problems) report([...path, i, 'if'], problem);
        checkGuard(guard, [...path, i, 'if']);
      });

      function checkText(text: string, at: readonly PropertyKey[]): void {
        const { pieces, problems } = parseTemplate(text);
        for (const problem of problems) report(at, problem);
        if (/[.:]$/.test(text)) report(at, 'ends in a full stop or colon, which the program adds');
        if (!/^[A-Z{[`]/.test(text)) report(at, 'wants a capital first');
        pieces.forEach((piece) => checkPiece(piece, at));
      }

      function checkPiece(piece: Piece, at: readonly PropertyKey[]): void {
        if (piece.kind === 'value') checkPath(piece.path, at);
        if (piece.kind !== 'optional') return;
        checkGuard(piece.guard, at);
        piece.pieces.forEach((inner) => checkPiece(inner, at));
      }

      function checkGuard(guard: Guard, at: readonly PropertyKey[]): void {
        for (const { path: names, member, comparison } of guard) {
          const argument = checkPath(names, at);
          if (member !== undefined && argument !== undefined) checkMember(argument, member, at);
          if (comparison !== undefined && /^[a-z_]/.test(comparison.value)) {
            checkPath(comparison.value.split('.'), at);
          }
        }
      }

      /** The argument that a path of one step leads to. */
      function checkPath(names: ValuePath, at: readonly PropertyKey[]): ArgumentData | undefined {
        const [first = '', ...rest] = names;
        if (first === 'result' || first === 'note' || first === 'errno') return undefined;
        const argument = args.find(({ name }) => name === first);
        if (argument === undefined) {
          report(at, `no argument ${first}`);
          return undefined;
        }
        checkFields(argument, rest, at);
        return rest.length === 0 ? argument : undefined;
      }

      function checkFields(
        argument: ArgumentData,
        names: readonly string[],
        at: readonly PropertyKey[],
      ): void {
        let struct = argument.struct;
        for (const name of names) {
          if (/^\d+$/.test(name)) continue;
          const fields = struct === undefined ? undefined : all.structs.get(struct)?.fields;
          if (fields === undefined) return;
          if (fields[name] === undefined) report(at, `structure ${struct} has no field ${name}`);
          struct = fields[name]?.struct;
        }
      }

      function checkMember(
        argument: ArgumentData,
        member: string,
        at: readonly PropertyKey[],
      ): void {
        const groups = asList(argument.set);
        if (groups.length === 0 || memberOf(all, groups, member)) return;
        report(at, `${member} is no member of ${groups.join(', ')}`);
      }
    }
  },
};

function memberOf(all: All, groups: readonly string[], member: string): boolean {
  return groups.some(
    (group) =>
      all.facts.groups.get(group)?.has(member) === true ||
      all.constants.get(group)?.members[member] !== undefined,
  );
}
