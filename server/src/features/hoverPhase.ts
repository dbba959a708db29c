import type { PhaseRange } from '../model/phases/phaseTable.ts';
import { code } from './readOutCode.ts';
import { sizeText, counted, spanText } from './text.ts';

/** Most links to where the knowledge of a phase comes from. */
const mostSources = 3;

/** Paragraphs on a phase: what happens in it and why, its figures, where to read on. */
export function phaseText(phase: PhaseRange): string[] {
  const links = phase.sources.slice(0, mostSources).map((url) => `[${pageOf(url)}](${url})`);
  return [
    // A title may hold the name of a file that the trace names.
    `**Phase:** ${code(phase.title)}`,
    ...(phase.doc === undefined ? [] : [phase.doc]),
    figures(phase),
    ...(links.length === 0 ? [] : [`Sources: ${links.join(', ')}`]),
  ];
}

function figures(phase: PhaseRange): string {
  const { calls, failures, seconds, wall, bytes, reserved } = phase;
  return [
    counted(calls, 'call') + (failures === 0 ? '' : `, ${failures.toLocaleString('en-US')} failed`),
    ...(Number.isNaN(wall) ? [] : [`${spanText(wall)} from first line to last`]),
    ...(Number.isNaN(seconds) ? [] : [`${spanText(seconds)} inside calls`]),
    ...(bytes === 0 ? [] : [`${sizeText(bytes)} read and written`]),
    ...(reserved === 0 ? [] : [`${sizeText(reserved)} mapped`]),
  ].join(' · ');
}

/** Where a link leads, for people: `proc.go`, `ld.so.8`, and for a site as a whole its name. */
function pageOf(url: string): string {
  const [host = url, ...path] = url.replace(/^https?:\/\/(?:www\.)?|[?#].*$/g, '').split('/');
  const page = path.findLast((part) => part !== '') ?? host;
  return page.replace(/\.html?$/, '').replaceAll(/[^\w.+-]/g, ' ');
}
