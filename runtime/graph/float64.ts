import type { Decompositions } from './decompositions.ts';
import { flipped } from './gradients/convolution.ts';
import {
  add,
  clip,
  conv,
  dilate,
  div,
  exp,
  expand,
  filled,
  matMul,
  mul,
  pad,
  reduceMean,
  reshape,
  slice,
  sqrt,
  sub,
} from './operations.ts';
import { elementCount, type Tensor } from './tensor.ts';

/**
 * Primitives for which ONNX Runtime has no float64 kernel, out of those for which it has one: so that gradients can
 * be held against finite differences to more digits than float32 has. Exact, not fast.
 */
export const float64Decompositions: Decompositions = {
  HardSigmoid: ({ inputs: [x], attributes: { alpha, beta } }) => [clip(add(mul(x, alpha), beta), 0, 1)],

  // erf(x) = 2 x / sqrt(pi) * integral of exp(-(x s)^2) over s from 0 to 1, by Gauss and Legendre's rule.
  Erf: ({ inputs: [x] }) => {
    const { nodes, weights } = gaussLegendre(QUADRATURE_POINTS);
    const points = x.graph.constant(x.type, [1, nodes.length], nodes);
    const factors = x.graph.constant(x.type, [nodes.length, 1], weights);
    // Beyond 6 the function is 1 in float64.
    const column = reshape(clip(x, -6, 6), [elementCount(x.shape), 1]);
    const products = mul(column, points);
    const integral = matMul(exp(mul(mul(products, products), -1)), factors);
    return [reshape(mul(mul(column, integral), 2 / Math.sqrt(Math.PI)), x.shape)];
  },

  LayerNormalization: ({ inputs: [x, scale, bias], attributes: { epsilon } }) => {
    const mean = reduceMean(x, [-1], true);
    const centered = sub(x, mean);
    const inverse = div(1, sqrt(add(reduceMean(mul(centered, centered), [-1], true), epsilon)));
    return [add(mul(mul(centered, inverse), scale), bias), mean, inverse];
  },

  // The sum over the kernel's places of a product with what each place sees.
  Conv: ({ inputs: [x, weight, bias], attributes, outputs: [y] }) => {
    const { groups, padding, stride, dilation, kernel } = attributes;
    const [batch, outputs, height, width] = y.shape as [number, number, number, number];
    const padded = pad(x, { 2: [padding, padding], 3: [padding, padding] });
    const place = (row: number, column: number): Tensor => {
      const seen = slice(padded, {
        2: { start: row * dilation, count: height, step: stride },
        3: { start: column * dilation, count: width, step: stride },
      });
      const factor = slice(weight, { 2: { start: row, count: 1 }, 3: { start: column, count: 1 } });
      const [rows, inner] = [outputs / groups, weight.shape[1]!];
      const matrices = expand(reshape(factor, [1, groups, rows, inner]), [batch, groups, rows, inner]);
      return matMul(matrices, reshape(seen, [batch, groups, inner, height * width]));
    };
    const places = Array.from({ length: elementCount(kernel) }, (_, index) =>
      place(Math.floor(index / kernel[1]), index % kernel[1]),
    );
    const sum = reshape(places.reduce(add), y.shape);
    return [bias ? add(sum, reshape(bias, [outputs, 1, 1])) : sum];
  },

  // A convolution of y, spread by the stride and padded to reach every pixel, with the flipped kernel.
  ConvTranspose: ({ inputs: [y, weight], attributes }) => {
    const { kernel, padding, stride, dilation, groups, height, width } = attributes;
    const spread = [height, width].reduce((image, extent, place) => {
      const axis = place + 2;
      const reach = dilation * (kernel[place]! - 1);
      const spread = dilate(image, axis, stride);
      const before = reach - padding;
      const after = extent + reach - before - spread.shape[axis]!;
      const padded = pad(spread, { [axis]: [Math.max(before, 0), Math.max(after, 0)] });
      return slice(padded, { [axis]: { start: Math.max(-before, 0), count: extent + reach } });
    }, y);
    return [conv(spread, flipped(weight, groups), { kernel, stride: 1, padding: 0, dilation, groups })];
  },

  AveragePool: ({ inputs: [x], attributes }) => {
    const channels = x.shape[1]!;
    const weight = filled(x, [channels, 1, ...attributes.kernel], 1 / elementCount(attributes.kernel));
    return [conv(x, weight, { ...attributes, groups: channels })];
  },
};

/** Enough for erf up to 6 to the last digits of float64. */
const QUADRATURE_POINTS = 48;

/** Nodes and weights on [0, 1]: roots of the Legendre polynomial by Newton's method (Press et al., Numerical Recipes, 4.6). */
function gaussLegendre(count: number): { nodes: number[]; weights: number[] } {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let index = 0; index < count; index++) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 20; iteration++) {
      let [before, value] = [0, 1];
      for (let degree = 1; degree <= count; degree++) {
        [before, value] = [value, ((2 * degree - 1) * root * value - (degree - 1) * before) / degree];
      }
      slope = (count * (root * value - before)) / (root * root - 1);
      root -= value / slope;
    }
    nodes.push((root + 1) / 2);
    weights.push(1 / ((1 - root * root) * slope * slope));
  }
  return { nodes, weights };
}
