import { scaleLinear } from 'd3-scale';
import { type Front, type FrontObjective, type FrontPoint, pictureAxes } from './front.ts';
import { axisUnit, metricTitle } from './quantity.ts';
import { type Spot, stairs } from './stairs.ts';

const COLUMNS = 64;
const ROWS = 18;

/** The front in characters for a terminal: its stairs and sub-networks, the random control's front, everything else measured. */
export function frontPicture(front: Front): string {
  const axes = pictureAxes(front);
  if (!axes || front.points.length === 0) return '';
  const { x, y } = axes;
  const control = front.control?.points ?? [];
  const all = [...front.evaluated, ...front.points, ...control];
  const across = extent(all, x);
  const up = extent(all, y);
  const column = scaleLinear([across.low, across.high], [0, COLUMNS - 1]);
  const row = scaleLinear([up.low, up.high], [ROWS - 1, 0]);
  const place = ({ metrics }: FrontPoint): Spot => ({
    x: Math.round(column(metrics[x.name]!)),
    y: Math.round(row(metrics[y.name]!)),
  });

  const grid = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => ' '));
  const put = (spot: Spot, mark: string): void => {
    grid[spot.y]![spot.x] = mark;
  };
  for (const point of front.evaluated) put(place(point), '·');
  if (front.objectives.length === 2) {
    // Rows count downwards, so that a maximised objective is the smaller row.
    drawLine(stairs(front.points.map(place), x.goal === 'minimize', y.goal === 'minimize'), put);
  }
  for (const point of control) put(place(point), '○');
  for (const point of front.points) put(place(point), point.id === front.knee ? '◆' : '●');

  const label = (value: number): string => (value / up.scale).toFixed(up.decimals).padStart(8);
  const lines = grid.map((cells, index) => {
    const isMarked = index % 5 === 0 || index === ROWS - 1;
    return `${isMarked ? label(row.invert(index)) : ' '.repeat(8)} ${isMarked ? '┤' : '│'}${cells.join('')}`.trimEnd();
  });
  const marks = [0, 1, 2, 3, 4].map((quarter) =>
    (column.invert((quarter * (COLUMNS - 1)) / 4) / across.scale).toFixed(across.decimals),
  );
  const gap = Math.floor((COLUMNS - 1) / 4);
  return [
    `${metricTitle(y.name)}, ${up.unit}`,
    ...lines,
    `${' '.repeat(9)}└${`${'─'.repeat(gap)}┴`.repeat(4).slice(0, COLUMNS)}`,
    `${' '.repeat(8)}${marks.map((mark) => mark.padEnd(gap + 1)).join('')}`.trimEnd(),
    `${' '.repeat(10)}${metricTitle(x.name)}, ${across.unit}`,
    `${' '.repeat(10)}● front   ◆ knee   · measured${control.length > 0 ? '   ○ random control' : ''}`,
  ].join('\n');
}

function extent(points: readonly FrontPoint[], { name }: FrontObjective) {
  const values = points.map(({ metrics }) => metrics[name]!);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = low === high ? Math.abs(low) * 0.05 || 1 : 0;
  const { scale, unit } = axisUnit(name, high);
  const decimals = Math.max(0, Math.ceil(-Math.log10((high - low + 2 * margin) / scale / 20)));
  return { low: low - margin, high: high + margin, scale, unit, decimals: Math.min(decimals, 6) };
}

function drawLine(corners: readonly Spot[], put: (spot: Spot, mark: string) => void): void {
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (!from) continue;
    for (let { x } = from; x !== to.x; x += Math.sign(to.x - x)) put({ x, y: from.y }, '─');
    for (let { y } = from; y !== to.y; y += Math.sign(to.y - y)) put({ x: to.x, y }, '│');
    if (from.x === to.x && from.y !== to.y) put(from, to.y < from.y ? '┘' : '┐');
  }
}
