import type { Augmentation } from '../../../language/index.ts';
import type { RandomStream } from '../../random.ts';

/** An image's extents. */
export interface Extents {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** What happens to one image: from uint8 [channels, height, width] into another of the same extents. */
export type Change = (from: Uint8Array, to: Uint8Array) => void;

/** Draws what an augmentation does to the next image. */
export function drawChange(augmentation: Augmentation, extents: Extents, random: RandomStream): Change {
  switch (augmentation.kind) {
    case 'shift': {
      const { pixels } = augmentation;
      const [down, right] = [random.below(2 * pixels + 1) - pixels, random.below(2 * pixels + 1) - pixels];
      return (from, to) => shift(from, to, extents, down, right);
    }
    case 'flip': {
      const flipped = random.uniform() < augmentation.share;
      return (from, to) => (flipped ? flip(from, to, extents) : to.set(from));
    }
    case 'crop': {
      const window = drawWindow(extents, augmentation.area, random);
      return (from, to) => scaleWindow(from, to, extents, window);
    }
  }
}

/** Moves the image by (down, right) pixels; what comes in from the edge is background, byte 0. */
function shift(from: Uint8Array, to: Uint8Array, extents: Extents, down: number, right: number): void {
  const { channels, height, width } = extents;
  to.fill(0);
  const kept = width - Math.abs(right);
  if (kept <= 0) return;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * height * width;
    for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
      const source = plane + (row - down) * width + Math.max(0, -right);
      to.set(from.subarray(source, source + kept), plane + row * width + Math.max(0, right));
    }
  }
}

function flip(from: Uint8Array, to: Uint8Array, { width }: Extents): void {
  for (let row = 0; row < from.length; row += width) {
    for (let column = 0; column < width; column++) to[row + column] = from[row + width - 1 - column]!;
  }
}

interface Window {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

const ATTEMPTS = 10;

/**
 * A random part of `least` to all of the area, of an aspect between 3:4 and 4:3 uniform by its logarithm (Szegedy et al.
 * 2015); where ten draws do not fit, the whole.
 */
function drawWindow({ height, width }: Extents, least: number, random: RandomStream): Window {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const area = height * width * (least + (1 - least) * random.uniform());
    const aspect = (4 / 3) ** (2 * random.uniform() - 1);
    const across = Math.round(Math.sqrt(area * aspect));
    const down = Math.round(Math.sqrt(area / aspect));
    if (across < 1 || down < 1 || across > width || down > height) continue;
    return {
      top: random.below(height - down + 1),
      left: random.below(width - across + 1),
      height: down,
      width: across,
    };
  }
  return { top: 0, left: 0, height, width };
}

/** Scales a window to the whole size: bilinear between centres of pixels, edges repeated. */
function scaleWindow(from: Uint8Array, to: Uint8Array, extents: Extents, window: Window): void {
  const { channels, height, width } = extents;
  const rows = sources(height, window.top, window.height);
  const columns = sources(width, window.left, window.width);
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * height * width;
    for (const row of rows) {
      const [upper, lower] = [plane + row.first * width, plane + row.second * width];
      for (const { first, second, share } of columns) {
        const above = from[upper + first]! * (1 - share) + from[upper + second]! * share;
        const below = from[lower + first]! * (1 - share) + from[lower + second]! * share;
        to[at++] = Math.round(above * (1 - row.share) + below * row.share);
      }
    }
  }
}

/** For each of `count` places, the two pixels of a stretch that it lies between, and how near the second it is. */
function sources(count: number, start: number, length: number) {
  return Array.from({ length: count }, (_, index) => {
    const exact = Math.min(length - 1, Math.max(0, ((index + 0.5) * length) / count - 0.5));
    const first = Math.floor(exact);
    return { first: start + first, second: start + Math.min(first + 1, length - 1), share: exact - first };
  });
}
