import { library } from '../../generated/library.ts';

/** Names of the standard library's pages, as an import writes them. */
export const pages: readonly string[] = Object.keys(library);

/** The text of a page of the standard library. */
export function pageText(specifier: string): string | undefined {
  return Object.hasOwn(library, specifier) ? library[specifier] : undefined;
}

const pageOfBlock = new Map(
  pages.flatMap((page) => [...library[page]!.matchAll(/^block (\w+)/gm)].map(([, block]) => [block!, page] as const)),
);

/** The page that declares a block of this name. */
export function pageOf(block: string): string | undefined {
  return pageOfBlock.get(block);
}
