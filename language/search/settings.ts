import type { AstNode } from 'langium';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGivenOnce } from '../checks/setting-is-given-once.ts';
import { settingIsKnown } from '../checks/setting-is-known.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { SpaceBuilder } from '../space/elaborate/builder.ts';
import type { Context } from '../space/elaborate/context.ts';
import { number } from '../space/elaborate/expression.ts';
import { Labels } from '../space/elaborate/labels.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import { Scope } from '../space/elaborate/scope.ts';
import { Segment } from '../space/elaborate/segment.ts';

/** What a number of a setting may be. */
export interface Limits {
  readonly whole?: boolean;
  readonly least?: number;
  /** Exclusive lower and upper ends. */
  readonly over?: number;
  readonly under?: number;
  readonly most?: number;
}

/** Reads the settings of one declaration, and reports what is wrong with them. */
export class SettingReader {
  readonly problems: Problems;
  readonly file: string;
  /** `the search \`OnDigits\``. */
  readonly owner: string;
  /** False once something was wrong: the declaration is then not carried out. */
  sound = true;

  constructor(problems: Problems, file: string, owner: string) {
    this.problems = problems;
    this.file = file;
    this.owner = owner;
  }

  /** At what is written for a property of a setting. */
  reportAt(node: AstNode, property: string, problem: Parameters<Problems['at']>[2]): undefined {
    this.sound = false;
    this.problems.atProperty(node, property, this.file, problem);
    return undefined;
  }

  /** At a declaration's first line. */
  reportHead(node: AstNode, problem: Parameters<Problems['at']>[2]): undefined {
    this.sound = false;
    this.problems.atHead(node, this.file, problem);
    return undefined;
  }

  report(node: AstNode, problem: Parameters<Problems['at']>[2]): undefined {
    this.sound = false;
    this.problems.at(node, this.file, problem);
    return undefined;
  }

  /** Keeps the first setting of every type; another one, and one that nobody knows, is reported. */
  byType<Setting extends AstNode & { readonly $type: string }>(
    settings: readonly Setting[],
    names: Readonly<Record<string, string>>,
    repeated: ReadonlySet<string> = new Set(),
  ): <Type extends Setting['$type']>(type: Type) => Extract<Setting, { $type: Type }> | undefined {
    const first = new Map<string, Setting>();
    for (const setting of settings) {
      const name = names[setting.$type];
      if (name === undefined) {
        const unknown = 'name' in setting && typeof setting.name === 'string' ? setting.name : setting.$type;
        this.reportHead(setting, settingIsKnown(this.owner, unknown, Object.values(names)));
        continue;
      }
      const before = first.get(setting.$type);
      if (before === undefined) first.set(setting.$type, setting);
      else if (!repeated.has(setting.$type)) {
        this.report(setting, settingIsGivenOnce(name, rangeOfNode(before, this.file).line));
      }
    }
    return (type) => first.get(type) as Extract<Setting, { $type: typeof type }> | undefined;
  }

  /** A constant number within limits; undefined where it is none, which is reported. */
  number(name: string, node: Ast.Expression | undefined, limits: Limits): number | undefined {
    if (node === undefined) {
      this.sound = false;
      return undefined;
    }
    const expression = number(constants(this.problems, this.file), node, undefined);
    if (expression?.kind !== 'constant') {
      this.sound = false;
      return undefined;
    }
    const value = Number(expression.value);
    if (fits(value, limits)) return value;
    if (value >= 2 && isShare(limits)) {
      const percent = fits(value / 100, limits) ? `${value}%` : undefined;
      return this.report(node, settingFits(name, `a share, such as \`${percent ?? '10%'}\``, `${value}`, percent));
    }
    return this.report(node, settingFits(name, describeLimits(limits), `${value}`, nearestFit(value, limits)));
  }
}

/** Surroundings in which an expression reads nothing but itself. */
function constants(problems: Problems, file: string): Context {
  return {
    builder: new SpaceBuilder(),
    problems,
    file,
    scope: new Scope(),
    segment: new Segment(),
    calls: [],
    declared: new Map(),
    used: new Set(),
    called: new Set(),
    labels: new Labels(),
    reached: new Map(),
    run: (_context, _body, flow) => flow,
  };
}

function isShare({ under, most }: Limits): boolean {
  return under === 1 || most === 1;
}

function fits(value: number, { whole, least, over, under, most }: Limits): boolean {
  if (whole === true && !Number.isSafeInteger(value)) return false;
  if (least !== undefined && !(value >= least)) return false;
  if (over !== undefined && !(value > over)) return false;
  if (under !== undefined && !(value < under)) return false;
  return Number.isFinite(value) && (most === undefined || value <= most);
}

/** The nearest number within limits; undefined where an end that it would be is not one of them. */
function nearestFit(value: number, limits: Limits): number | undefined {
  const { whole, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = limits;
  const bounded = Math.min(most, Math.max(least, whole === true ? Math.round(value) : value));
  return fits(bounded, limits) ? bounded : undefined;
}

function describeLimits({ whole, least, over, under, most }: Limits): string {
  const ends = [
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(over === undefined ? [] : [`over ${over}`]),
    ...(under === undefined ? [] : [`under ${under}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ];
  return `a ${whole === true ? 'whole ' : ''}number ${ends.join(' and ')}`.trimEnd();
}
