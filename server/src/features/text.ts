/**
 * Text for places that show plain text, such as the outline: one line, no control characters and
 * none that reorder what is shown, no `$(icon)`, cut after `limit` characters.
 */
export function plainLabel(text: string, limit: number): string {
  const flat = text
    // oxlint-disable-next-line no-control-regex -- these are the characters that must not be shown
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ')
    .replaceAll('$(', '$ (');
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** `1,234 calls`, `1 call`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

const units: readonly (readonly [factor: number, unit: string])[] = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

/** A span of time in the unit that reads best: `1.25 s`, `340 µs`. */
export function spanText(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (Math.abs(seconds) >= 60) {
    const minutes = Math.trunc(seconds / 60);
    return `${minutes.toLocaleString('en-US')} min ${Math.abs(seconds % 60).toFixed(1)} s`;
  }
  const [factor, unit] = units.find(([least]) => Math.abs(seconds) >= least) ?? [1e-9, 'ns'];
  return `${Number((seconds / factor).toPrecision(3))} ${unit}`;
}

const sizes = ['KiB', 'MiB', 'GiB', 'TiB'] as const;
const perSize = 1024;

/** A number of bytes in the unit that reads best, to three digits: `512 bytes`, `1.5 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes < perSize) return counted(bytes, 'byte');
  let size = bytes / perSize;
  let unit = 0;
  for (; size >= perSize && unit < sizes.length - 1; unit++) size /= perSize;
  return `${Number(size.toPrecision(3)).toLocaleString('en-US')} ${sizes[unit] ?? ''}`;
}
