import type { SubNetwork } from '../run/history.ts';
import type { Frame } from './frame.ts';

/** Dominated sub-networks as dots on one canvas: thousands of them redraw within a frame. */
export function drawCloud(canvas: HTMLCanvasElement, frame: Frame, dominated: readonly SubNetwork[]): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = frame.width * ratio;
  canvas.height = frame.height * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(canvas);
  context.scale(ratio, ratio);
  context.beginPath();
  context.rect(frame.left, frame.top - 8, frame.right - frame.left + 8, frame.bottom - frame.top + 8);
  context.clip();
  context.fillStyle = style.color;
  // The opacity of a dot comes from the stylesheet, where high contrast has its own.
  context.globalAlpha = Number(style.getPropertyValue('--dot-opacity'));
  for (const network of dominated) {
    const point = frame.place(network);
    if (!point) continue;
    context.beginPath();
    context.arc(point[0], point[1], 2.4, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Leaves nothing of an earlier drawing. */
export function clearCloud(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
}
