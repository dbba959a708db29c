import { createKnowledge, type Knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Parts } from '../../server/src/knowledge/records.ts';
import { parseEntry, type Entry } from '../../server/data/read.ts';
import { partTexts } from '../../server/data/records.ts';

/** YAML of data files by their path, `constants/mmap_prot.yaml`, as entries; throws on a bad one. */
export function entriesFrom(files: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(files).map(([file, text]) => {
    const entry = parseEntry(file, text);
    if (Array.isArray(entry)) {
      throw new Error(entry.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
    }
    return entry;
  });
}

/** Knowledge of a few data files, and a record of which parts were read so far. */
export function knowledgeFrom(files: Readonly<Record<string, string>>): {
  knowledge: Knowledge;
  partsRead: string[];
} {
  const texts = partTexts(entriesFrom(files));
  const partsRead: string[] = [];
  const part = (name: keyof Parts) => () => {
    partsRead.push(name);
    return texts[name];
  };
  const parts: Parts = {
    syscalls: part('syscalls'),
    constants: part('constants'),
    ioctls: part('ioctls'),
    structs: part('structs'),
    paths: part('paths'),
    texts: part('texts'),
    numbers: part('numbers'),
  };
  return { knowledge: createKnowledge(parts), partsRead };
}
