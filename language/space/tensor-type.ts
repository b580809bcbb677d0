/** The type of a value that flows through a network. Batch is implicit. All sizes are whole numbers. */
export type TensorType =
  | { readonly kind: 'image'; readonly channels: number; readonly height: number; readonly width: number }
  | { readonly kind: 'sequence'; readonly length: number; readonly width: number }
  | { readonly kind: 'vector'; readonly width: number }
  | { readonly kind: 'tokens'; readonly length: number }
  /** A vector for every node; which nodes the edges join flows along. */
  | { readonly kind: 'graph'; readonly nodes: number; readonly edges: number; readonly width: number }
  | StackType;

/** Several sequences or graphs of one shape, side by side at every row. */
export interface StackType {
  readonly kind: 'stack';
  readonly count: number;
  readonly of: Extract<TensorType, { kind: 'sequence' | 'graph' }>;
}

/** Extents of a tensor without the batch: image [c, h, w], sequence and graph [n, d], vector [d], tokens [n], stack [n, K, d]. */
export function extents(type: TensorType): readonly number[] {
  switch (type.kind) {
    case 'image':
      return [type.channels, type.height, type.width];
    case 'sequence':
      return [type.length, type.width];
    case 'vector':
      return [type.width];
    case 'tokens':
      return [type.length];
    case 'graph':
      return [type.nodes, type.width];
    case 'stack': {
      const [rows, width] = extents(type.of);
      return [rows!, type.count, width!];
    }
  }
}

/** As an author reads it: `image[3, 224, 224]`. */
export function formatType(type: TensorType): string {
  const sizes = type.kind === 'graph' ? [type.nodes, type.edges, type.width] : extents(type);
  return `${type.kind}[${sizes.join(', ')}]`;
}
