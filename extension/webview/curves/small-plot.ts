import { axisBottom, axisLeft } from 'd3-axis';
import { type NumberValue, type ScaleLinear, scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { line } from 'd3-shape';
import { html, svg } from '../dom.ts';

export type Point = readonly [number, number];
export type Scale = ScaleLinear<number, number>;

/** A small chart with a heading: what it shows, over what, and the figure of now. */
export function smallPlot(name: string, over: string) {
  const now = html('span');
  const drawing = svg('svg', { 'aria-hidden': 'true' });
  const area = html('div', { class: 'small-plot' }, drawing);
  const axis = html('span', { class: 'quiet wide-only' }, ` ${over}`);
  const title = html('b', {}, name);
  const heading = html('h3', {}, html('span', {}, title, axis), now);
  return {
    element: html('div', { class: 'curve' }, heading, area),
    /** Clears the chart, draws axes over the extents given and hands its scales to `marks`. */
    draw(
      figure: string,
      extent: { x: readonly [number, number]; y: readonly [number, number]; over?: string; name?: string },
      marks: (drawing: SVGSVGElement, x: Scale, y: Scale) => void,
    ): void {
      now.textContent = figure;
      axis.textContent = ` ${extent.over ?? over}`;
      title.textContent = extent.name ?? name;
      const { clientWidth: width, clientHeight: height } = area;
      drawing.replaceChildren();
      if (width < 60 || height < 40) return;
      drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
      const x = scaleLinear(extent.x, [34, width - 8]);
      const y = scaleLinear(extent.y, [height - 18, 6]);
      const vertical = axisLeft(y)
        .ticks(Math.max(2, height / 36))
        .tickSize(42 - width)
        .tickPadding(6);
      const horizontal = axisBottom(x).ticks(3).tickFormat(brief).tickSize(0).tickPadding(6);
      select(drawing)
        .append('g')
        .attr('class', 'axis-lines vertical')
        .attr('transform', 'translate(34,0)')
        .call(vertical)
        .select('.domain')
        .remove();
      select(drawing)
        .append('g')
        .attr('class', 'axis-lines horizontal')
        .attr('transform', `translate(0,${height - 18})`)
        .call(horizontal);
      marks(drawing, x, y);
    },
  };
}

/** `5`, `10k`: there is no room for more at the edge. */
function brief(value: NumberValue): string {
  const figure = value.valueOf();
  return figure >= 1000 ? `${figure / 1000}k` : String(figure);
}

/** A line through the points, with a class of the stylesheet. */
export function curve(kind: string, points: readonly Point[], x: Scale, y: Scale): SVGPathElement {
  const path = line<Point>(
    (point) => x(point[0]),
    (point) => y(point[1]),
  );
  return svg('path', { class: `line ${kind}`, d: path(points) ?? '' });
}

/** Narrow plots are for the shape of a curve alone. */
export function hasRoomForNames(x: Scale): boolean {
  const [left, right] = x.range();
  return right! - left! > 130;
}

/** A curve's name under its end, kept within the plot. */
export function nameBelow(name: string, left: number, top: number, x: Scale): SVGTextElement {
  const isLate = left > (x.range()[0]! + x.range()[1]!) / 2;
  const anchor = isLate ? 'end' : 'start';
  return svg('text', { class: 'halo', x: left, y: top + 14, 'text-anchor': anchor }, name);
}
