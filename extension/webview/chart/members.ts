import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';

const radius = 4.5;

/** The front's members in sight: filled circles, of one path, since hundreds of elements take long to lay out. */
export function drawMembers(layer: Layer, frame: Frame, front: readonly SubNetwork[]): void {
  const circles = front.flatMap((network) => {
    const [x, y] = frame.place(network) ?? [Number.NaN, Number.NaN];
    const isInSight = x > frame.left - 9 && x < frame.right + 17 && y > frame.top - 17 && y < frame.bottom + 9;
    return isInSight ? [`M${x - radius} ${y}${circle}`] : [];
  });
  layer
    .selectAll('path')
    .data(circles.length > 0 ? [circles.join('')] : [])
    .join('path')
    .attr('class', 'member')
    .attr('d', (d) => d);
}

const half = (sign: string) => `a${radius} ${radius} 0 1 0 ${sign}${2 * radius} 0`;
const circle = `${half('')}${half('-')}Z`;
