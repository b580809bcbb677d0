import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type Front, type FrontObjective, type FrontPoint, pictureAxes } from './front.ts';
import { axisUnit, formatMetric, metricTitle } from './quantity.ts';
import { type Spot, stairs } from './stairs.ts';

const WIDTH = 760;
const HEIGHT = 480;
const LEFT = 72;
const RIGHT = 28;
const TOP = 64;
const BOTTOM = 60;

const style = `
  text { font: 12px system-ui, sans-serif; fill: #3b4048 }
  .title { font-size: 16px; font-weight: 600; fill: #1c1f23 }
  .grid { stroke: #e6e8eb } .axis { stroke: #8a919c }
  .measured { fill: #b4bbc5 }
  .front { fill: none; stroke: #1769c2; stroke-width: 2 } .member { fill: #1769c2; stroke: #fff; stroke-width: 1.5 }
  .control { fill: none; stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 5 4 }
  .drawn { fill: #fff; stroke: #b3541e; stroke-width: 1.5 }
  .knee { fill: none; stroke: #1769c2; stroke-width: 1.5 }`;

/** The front as a picture that stands alone (SVG 1.1): stairs and sub-networks, the random control dashed, axes with units. */
export function frontSvg(front: Front): string {
  const axes = pictureAxes(front);
  const title = `Pareto front of ${front.space}, ${front.search}`;
  if (!axes || front.points.length === 0)
    return document(title, `<text x="${LEFT}" y="${TOP}">nothing measured yet</text>`);
  const { x, y } = axes;
  const controlPoints = front.control?.points ?? [];
  const all = [...front.points, ...front.evaluated, ...controlPoints];
  const across = scaleOf(all, x, [LEFT, WIDTH - RIGHT]);
  const up = scaleOf(all, y, [HEIGHT - BOTTOM, TOP]);
  const spot = ({ metrics }: FrontPoint): Spot => ({ x: across(metrics[x.name]!), y: up(metrics[y.name]!) });
  const boundary = (points: readonly FrontPoint[]): string =>
    // Pixels count downwards, so that a maximised objective is the smaller one.
    front.objectives.length === 2 ? path(stairs(points.map(spot), x.goal === 'minimize', y.goal === 'minimize')) : '';
  const knee = front.points.find(({ id }) => id === front.knee);

  return document(
    title,
    [
      ...horizontalAxis(across, x),
      ...verticalAxis(up, y),
      ...front.evaluated.map((point) => circle(spot(point), 2.5, 'measured')),
      `<path class="control" d="${boundary(controlPoints)}"/>`,
      ...controlPoints.map((point) => circle(spot(point), 3.5, 'drawn', describe(point, front))),
      `<path class="front" d="${boundary(front.points)}"/>`,
      ...front.points.map((point) => circle(spot(point), 5, 'member', describe(point, front))),
      ...(knee ? [circle(spot(knee), 9, 'knee'), kneeLabel(spot(knee))] : []),
      ...legend(front),
    ].join('\n'),
  );
}

function document(title: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">
<title>${escapeXml(title)}</title>
<style>${style}
</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text class="title" x="${LEFT}" y="28">${escapeXml(title)}</text>
${content}
</svg>
`;
}

function scaleOf(points: readonly FrontPoint[], { name }: FrontObjective, range: [number, number]) {
  const values = points.map(({ metrics }) => metrics[name]!);
  const { scale } = axisUnit(name, Math.max(...values));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.04 || Math.abs(high) * 0.05 || 1;
  // The domain is made round in the unit that the axis shows, where ticks are round too.
  const inUnit = scaleLinear([(low - margin) / scale, (high + margin) / scale], range).nice();
  return inUnit.domain(inUnit.domain().map((value) => value * scale));
}

function ticksOf(scale: ScaleLinear<number, number>, metric: string) {
  const { scale: divisor, unit } = axisUnit(metric, Math.max(...scale.domain()));
  const inUnit = scale.copy().domain(scale.domain().map((value) => value / divisor));
  const format = inUnit.tickFormat(7);
  return { unit, ticks: inUnit.ticks(7).map((tick) => ({ at: inUnit(tick).toFixed(1), text: format(tick) })) };
}

function horizontalAxis(scale: ScaleLinear<number, number>, { name }: FrontObjective): string[] {
  const { ticks, unit } = ticksOf(scale, name);
  const bottom = HEIGHT - BOTTOM;
  return [
    ...ticks.flatMap(({ at, text }) => [
      `<line class="grid" x1="${at}" x2="${at}" y1="${TOP}" y2="${bottom}"/>`,
      `<text x="${at}" y="${bottom + 20}" text-anchor="middle">${text}</text>`,
    ]),
    `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}"/>`,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escapeXml(`${metricTitle(name)} (${unit})`)}</text>`,
  ];
}

function verticalAxis(scale: ScaleLinear<number, number>, { name }: FrontObjective): string[] {
  const { ticks, unit } = ticksOf(scale, name);
  const middle = (TOP + HEIGHT - BOTTOM) / 2;
  return [
    ...ticks.flatMap(({ at, text }) => [
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`,
      `<text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end">${text}</text>`,
    ]),
    `<line class="axis" x1="${LEFT}" x2="${LEFT}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`,
    `<text x="18" y="${middle}" text-anchor="middle" transform="rotate(-90 18 ${middle})">${escapeXml(`${metricTitle(name)} (${unit})`)}</text>`,
  ];
}

function legend(front: Front): string[] {
  const entries = [
    {
      mark: '<line class="front" x1="0" x2="18" y1="-4" y2="-4"/>',
      text: `front, hypervolume ${front.hypervolume.toFixed(4)}`,
    },
    ...(front.control
      ? [
          {
            mark: '<line class="control" x1="0" x2="18" y1="-4" y2="-4"/>',
            text: `random control, hypervolume ${front.control.hypervolume.toFixed(4)}`,
          },
        ]
      : []),
    { mark: circle({ x: 9, y: -4 }, 2.5, 'measured'), text: `${front.evaluated.length} measured` },
  ];
  return entries.map(
    ({ mark, text }, index) =>
      `<g transform="translate(${LEFT + index * 250} 50)">${mark}<text x="24">${escapeXml(text)}</text></g>`,
  );
}

function circle({ x, y }: Spot, radius: number, kind: string, title?: string): string {
  const content = title === undefined ? '' : `<title>${escapeXml(title)}</title>`;
  return `<circle class="${kind}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}">${content}</circle>`;
}

function kneeLabel({ x, y }: Spot): string {
  const isRight = x > WIDTH - 120;
  return `<text x="${(x + (isRight ? -14 : 14)).toFixed(1)}" y="${(y + 18).toFixed(1)}" text-anchor="${isRight ? 'end' : 'start'}">knee</text>`;
}

function describe({ id, metrics }: FrontPoint, { objectives }: Front): string {
  return [`#${id}`, ...objectives.map(({ name }) => formatMetric(name, metrics[name]!))].join(', ');
}

function path(corners: readonly Spot[]): string {
  return corners.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
