/** The type of a value that flows through a network. Batch is implicit. All sizes are whole numbers. */
export type TensorType =
  | { readonly kind: 'image'; readonly channels: number; readonly height: number; readonly width: number }
  | { readonly kind: 'sequence'; readonly length: number; readonly width: number }
  | { readonly kind: 'vector'; readonly width: number }
  | { readonly kind: 'tokens'; readonly length: number };

/** Extents of a tensor without the batch: image [c, h, w], sequence [n, d], vector [d], tokens [n]. */
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
  }
}

/** As an author reads it: `image[3, 224, 224]`. */
export function formatType(type: TensorType): string {
  return `${type.kind}[${extents(type).join(', ')}]`;
}
