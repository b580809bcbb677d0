import type { SubNetwork } from '../run/history.ts';
import type { Frame } from './frame.ts';

const radius = 2.4;
/** A dot is drawn from one of so many masks an axis, by where in its pixel it stands. */
const phases = 4;

/**
 * Dominated sub-networks as dots on one canvas. Their coverage is added up here, pixel by pixel: without a GPU that is
 * many times as fast as filling an arc for each of 10,000.
 */
export function drawCloud(canvas: HTMLCanvasElement, frame: Frame, dominated: readonly SubNetwork[]): void {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, width, height);
  if (dominated.length === 0) return;
  const style = getComputedStyle(canvas);
  // The opacity of a dot comes from the stylesheet, where high contrast has its own.
  const opacity = Number(style.getPropertyValue('--dot-opacity'));
  const left = Math.round(frame.left * ratio);
  const top = Math.round((frame.top - 8) * ratio);
  const area = context.createImageData(
    Math.max(1, Math.round((frame.right + 8) * ratio) - left),
    Math.max(1, Math.round(frame.bottom * ratio) - top),
  );
  const masks = masksOf(radius * ratio, opacity);
  for (const network of dominated) {
    const point = frame.place(network);
    if (point) stamp(area, masks, point[0] * ratio - left, point[1] * ratio - top);
  }
  context.putImageData(area, left, top);
  // The image holds how much of each pixel is covered; the text's colour is laid over that.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = style.color;
  context.fillRect(0, 0, width, height);
}

/** Leaves nothing of an earlier drawing. */
export function clearCloud(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
}

interface Masks {
  /** Pixels a side. */
  readonly side: number;
  /** How opaque each pixel is, in [0, 1]; by phase of y, then of x. */
  readonly of: readonly Float32Array[];
}

function masksOf(size: number, opacity: number): Masks {
  const side = 2 * Math.ceil(size + 1) + 1;
  const of = Array.from({ length: phases * phases }, (_, phase) => {
    const middle = (at: number) => (side - 1) / 2 + (at + 0.5) / phases;
    const [x, y] = [middle(phase % phases), middle(Math.floor(phase / phases))];
    return Float32Array.from({ length: side * side }, (_, i) => {
      const distance = Math.hypot((i % side) + 0.5 - x, Math.floor(i / side) + 0.5 - y);
      return opacity * Math.max(0, Math.min(1, size + 0.5 - distance));
    });
  });
  return { side, of };
}

function stamp({ data, width, height }: ImageData, { side, of }: Masks, x: number, y: number): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const half = (side - 1) / 2;
  if (column < -half || row < -half || column >= width + half || row >= height + half) return;
  const mask = of[Math.floor((y - row) * phases) * phases + Math.floor((x - column) * phases)]!;
  for (let j = Math.max(0, half - row); j < Math.min(side, height - row + half); j += 1)
    for (let i = Math.max(0, half - column); i < Math.min(side, width - column + half); i += 1) {
      const cover = mask[j * side + i]!;
      if (cover === 0) continue;
      const alpha = 4 * ((row + j - half) * width + column + i - half) + 3;
      data[alpha] = data[alpha]! + (255 - data[alpha]!) * cover;
    }
}
