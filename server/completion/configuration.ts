import { CompletionItemKind } from 'vscode-languageserver';
import { type Place, type Space, writtenValue } from '../../language/index.ts';
import type { Offer } from './item.ts';
import type { Surroundings } from './surroundings.ts';

/** The paths of decisions that a configuration may give, behind the groups around them. */
export function decisionOffers(at: Surroundings, place: Extract<Place, { kind: 'decision' }>): Offer[] {
  const space = spaceOf(at, place.space);
  const group = firstCopies(place.group);
  const written = new Set(at.text.slice(place.start, at.offset).match(/\[[0-9]+\.\.[0-9]+\]/g) ?? []);
  return (space?.decisions ?? []).flatMap((decision): Offer[] => {
    if (!decision.path.startsWith(group)) return [];
    // What stands there as a range of copies stays one.
    const path = [...written].reduce((text, range) => text.replace(firstCopies(range), range), decision.path);
    const { values } = decision;
    return [
      {
        label: path.slice(group.length),
        snippet: `${path.slice(group.length).replaceAll('$', '\\$')}: $0`,
        kind: CompletionItemKind.Enum,
        detail: ` in ${values.length > 6 ? `${values[0]}..${values.at(-1)}` : `[${values.join(', ')}]`}`,
        opens: 'suggest',
        rank: 0,
      },
    ];
  });
}

/** The values of a decision. */
export function decisionValueOffers(at: Surroundings, place: Extract<Place, { kind: 'decision value' }>): Offer[] {
  const path = firstCopies(place.path);
  const decision = spaceOf(at, place.space)?.decisions.find((one) => one.path === path);
  return (decision?.values ?? []).map((value, index) => ({
    label: writtenValue(decision!, value),
    kind: CompletionItemKind.EnumMember,
    rank: index,
    ...(index === decision!.default ? { description: 'default' } : {}),
  }));
}

function spaceOf({ compilation }: Surroundings, name: string): Space | undefined {
  return compilation.spaces.find((one) => one.name === name);
}

/** Of ranges of copies the first copy: what is decided for all of them may be decided for it. */
function firstCopies(path: string): string {
  return path.replaceAll(/\[([0-9]+)\.\.[0-9]+\]/g, '[$1]');
}
