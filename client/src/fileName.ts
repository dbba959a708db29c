/** What the manifest says about the files of a language. */
export interface LanguageFiles {
  readonly extensions?: readonly string[];
  readonly filenamePatterns?: readonly string[];
}

/**
 * Whether a file's name alone makes VS Code read it as one of these languages. Patterns are those
 * that manifests have: `*`, `?` and `[0-9]` have their usual meaning, case does not matter.
 */
export function nameMatcher(languages: readonly LanguageFiles[]): (name: string) => boolean {
  const shapes = languages.flatMap(({ extensions = [], filenamePatterns = [] }) => [
    ...extensions.map((extension) => `*${extension}`),
    ...filenamePatterns,
  ]);
  const rules = shapes.map((shape) => new RegExp(`^${shapePattern(shape)}$`, 'i'));
  return (name) => rules.some((rule) => rule.test(name));
}

function shapePattern(shape: string): string {
  return shape
    .split(/(\*|\?|\[[^\]]+\])/)
    .map((part) => {
      if (part === '*') return '.*';
      if (part === '?') return '.';
      return part.startsWith('[') ? part : part.replace(/[.+^${}()|\\[\]]/g, '\\$&');
    })
    .join('');
}
