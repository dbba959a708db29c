/** Names that patterns and conditions may use, with what they mean. The knowledge is one. */
export interface KnownNames {
  readonly syscallNames: readonly string[];
  syscall(name: string): { readonly summary: string } | undefined;
  /** Groups of constants; errnos and signals are two. */
  group(name: string): { readonly members: ReadonlyMap<string, Described> } | undefined;
}

interface Described {
  readonly doc: string;
}
