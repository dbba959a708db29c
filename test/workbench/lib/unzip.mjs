// Unpacks a .vsix, which is a plain zip file: stored or deflated, without zip64.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const endLength = 22;
const entryLength = 46;
const localLength = 30;
const deflated = 8;

/** The names and the bytes of what is in a zip file. */
export function entriesOf(file) {
  const zip = readFileSync(file);
  let end = zip.length - endLength;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error(`${file} is no zip file`);
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + entryLength, at + entryLength + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + localLength + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    entries.push({ name, size, bytes: method === deflated ? inflateRawSync(packed) : packed });
    at += entryLength + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes them below a folder. */
export function unzip(file, folder) {
  for (const { name, bytes } of entriesOf(file)) {
    const target = resolve(join(folder, name));
    if (!target.startsWith(resolve(folder) + sep))
      throw new Error(`${name} leads out of ${folder}`);
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}
