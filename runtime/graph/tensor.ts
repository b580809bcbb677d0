import type { Graph, Node } from './graph.ts';

export type FloatType = 'float32' | 'float64';
export type ElementType = FloatType | 'int8' | 'uint8' | 'int32' | 'int64' | 'bool';
export type Shape = readonly number[];

/** What is known of a tensor before anything is computed: all extents are static. */
export interface TensorSpec {
  readonly type: ElementType;
  readonly shape: Shape;
}

/** A value of one graph; made by `Graph` only. */
export interface Tensor extends TensorSpec {
  readonly graph: Graph;
  /** Unique in its graph. */
  readonly id: number;
  /** The node that computes it; absent for inputs and constants. */
  readonly producer?: Node;
}

export function elementCount(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** The shape that `a` and `b` are stretched to by NumPy's rule. Throws where they do not meet. */
export function broadcastShapes(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new Error(`Shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    }
    return left === 1 ? right : left;
  });
}
