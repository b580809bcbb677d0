import { add, cast, div, equal, exp, greater, mul, neg, scalar, sign, sub, sumTo, where } from '../operations.ts';
import type { Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

type Elementwise =
  | 'Add'
  | 'Sub'
  | 'Mul'
  | 'Div'
  | 'Equal'
  | 'Greater'
  | 'Where'
  | 'Neg'
  | 'Exp'
  | 'Log'
  | 'Sqrt'
  | 'Abs'
  | 'Sign'
  | 'Erf'
  | 'Tanh'
  | 'Sigmoid'
  | 'Relu'
  | 'HardSigmoid'
  | 'Clip'
  | 'Gelu'
  | 'Cast';

/** Constant almost everywhere. */
const flat = () => [];
const squared = (x: Tensor): Tensor => mul(x, x);

export const elementwise: GradientRules<Elementwise> = {
  Add: ({ inputs: [a, b] }, dy) => [() => sumTo(dy, a.shape), () => sumTo(dy, b.shape)],
  Sub: ({ inputs: [a, b] }, dy) => [() => sumTo(dy, a.shape), () => neg(sumTo(dy, b.shape))],
  Mul: ({ inputs: [a, b] }, dy) => [() => sumTo(mul(dy, b), a.shape), () => sumTo(mul(dy, a), b.shape)],
  Div: ({ inputs: [a, b], outputs: [y] }, dy) => [
    () => sumTo(div(dy, b), a.shape),
    () => neg(sumTo(div(mul(dy, y), b), b.shape)),
  ],
  Equal: flat,
  Greater: flat,
  Where: ({ inputs: [condition, a, b] }, dy) => [
    undefined,
    () => sumTo(where(condition, dy, scalar(dy, 0)), a.shape),
    () => sumTo(where(condition, scalar(dy, 0), dy), b.shape),
  ],
  Neg: (_, dy) => [() => neg(dy)],
  Exp: ({ outputs: [y] }, dy) => [() => mul(dy, y)],
  Log: ({ inputs: [x] }, dy) => [() => div(dy, x)],
  Sqrt: ({ outputs: [y] }, dy) => [() => div(mul(dy, 0.5), y)],
  Abs: ({ inputs: [x] }, dy) => [() => mul(dy, sign(x))],
  Sign: flat,
  Erf: ({ inputs: [x] }, dy) => [() => mul(dy, mul(exp(neg(squared(x))), 2 / Math.sqrt(Math.PI)))],
  Tanh: ({ outputs: [y] }, dy) => [() => mul(dy, sub(1, squared(y)))],
  Sigmoid: ({ outputs: [y] }, dy) => [() => mul(dy, mul(y, sub(1, y)))],
  // Where y is positive its sign is 1 and elsewhere 0: one pass less than a comparison and a cast.
  Relu: ({ outputs: [y] }, dy) => [() => mul(dy, sign(y))],
  HardSigmoid: ({ outputs: [y], attributes: { alpha } }, dy) => [
    () => where(greater(mul(y, sub(1, y)), 0), mul(dy, alpha), scalar(dy, 0)),
  ],
  Clip: ({ inputs: [x], outputs: [y] }, dy) => [() => where(equal(x, y), dy, scalar(dy, 0))],
  Gelu: ({ inputs: [x], outputs: [, distribution] }, dy) => [
    () => {
      const density = mul(exp(mul(squared(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return mul(dy, add(distribution!, mul(x, density)));
    },
  ],
  Cast: ({ inputs: [x], attributes: { to } }, dy) => (isFloat(x.type) && isFloat(to) ? [() => cast(dy, x.type)] : []),
};

const isFloat = (type: string): boolean => type === 'float32' || type === 'float64';
