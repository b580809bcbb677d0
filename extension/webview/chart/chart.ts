import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity } from 'd3-zoom';
import { button, html, svg } from '../dom.ts';
import { icon } from '../icons.ts';
import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, find, type Selection } from '../selection.ts';
import { drawAxes } from './axes.ts';
import { axisTitle } from './axis-title.ts';
import { drawCard } from './card.ts';
import { drawChosen } from './chosen.ts';
import { clearCloud, drawCloud } from './cloud.ts';
import { drawControl } from './control.ts';
import { drawEarlier } from './earlier.ts';
import { type Frame, frameOf, type Layer } from './frame.ts';
import { walkFront } from './keyboard.ts';
import { drawKnee } from './knee.ts';
import { drawMembers } from './members.ts';
import { nearest } from './nearest.ts';
import { drawNewest } from './newest.ts';
import { drawReferences } from './references.ts';
import { drawStairs } from './stairs.ts';

/** The picture of the front: a canvas for the cloud, SVG for all else, and the hands that reach into it. */
export function createChart(actions: Actions) {
  const canvas = html('canvas', { class: 'cloud', 'aria-hidden': 'true' });
  const overlay = svg('svg', { 'aria-hidden': 'true' });
  const card = html('div', { class: 'card', hidden: true });
  const note = html('p', { class: 'note quiet', hidden: true });
  const caption = html('p', { class: 'caption small quiet', hidden: true });
  const xTitle = axisTitle('x', 'Horizontal axis', (key) => changeAxis({ x: key }));
  const yTitle = axisTitle('y', 'Vertical axis', (key) => changeAxis({ y: key }));
  const plot = html(
    'div',
    { class: 'plot', tabindex: 0, role: 'application', 'aria-roledescription': 'scatter chart' },
    canvas,
    overlay,
    yTitle.element,
    xTitle.element,
    note,
    caption,
    card,
  );
  const layers = layersIn(overlay);
  let transform = zoomIdentity;
  let drawn: { view: RunView; selection: Selection; frame: Frame } | undefined;

  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.8, 40])
    // A drag moves the picture only where it is enlarged; a double click shows all.
    .filter((event: Event) => event.type === 'wheel' || (event.type === 'mousedown' && transform.k > 1))
    .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      transform = event.transform;
      if (drawn) draw(drawn.view, drawn.selection);
    });
  const surface = select(overlay).call(zooming).on('dblclick.zoom', null);
  const showAll = () => surface.call(zooming.transform, zoomIdentity);
  const zoomBy = (factor: number) => surface.call(zooming.scaleBy, factor);
  const changeAxis = (axes: Partial<Selection>) => {
    showAll();
    actions.change(axes);
  };

  overlay.addEventListener('pointermove', (event) => actions.hover(under(event)?.id));
  overlay.addEventListener('pointerleave', () => actions.hover(undefined));
  overlay.addEventListener('click', (event) => actions.select(under(event)?.id));
  overlay.addEventListener('dblclick', showAll);
  plot.addEventListener('keydown', (event) => {
    if (event.target !== plot || !drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    const zooms: Record<string, () => void> = {
      '+': () => zoomBy(4 / 3),
      '=': () => zoomBy(4 / 3),
      '-': () => zoomBy(3 / 4),
      '0': showAll,
      f: toFront,
    };
    const act = zooms[event.key] ?? (event.key === 'Escape' && transform.k !== 1 ? showAll : undefined);
    if (act) act();
    else if (!walkFront(event.key, drawn.view, drawn.selection, actions)) return;
    event.preventDefault();
  });

  function toFront(): void {
    if (!drawn) return;
    const { frame, view } = drawn;
    const points = view.front.flatMap((network) => [frame.place(network)]).filter((point) => point !== undefined);
    if (points.length < 2) return;
    const [xs, ys] = [points.map(([x]) => transform.invertX(x)), points.map(([, y]) => transform.invertY(y))];
    const [width, height] = [frame.right - frame.left, frame.bottom - frame.top];
    const k =
      0.86 * Math.min(width / (Math.max(...xs) - Math.min(...xs)), height / (Math.max(...ys) - Math.min(...ys)));
    const middle = (values: number[]) => (Math.max(...values) + Math.min(...values)) / 2;
    surface.call(
      zooming.transform,
      zoomIdentity
        .translate(frame.left + width / 2, frame.top + height / 2)
        .scale(Math.max(1, Math.min(40, k)))
        .translate(-middle(xs), -middle(ys)),
    );
  }

  function under(event: MouseEvent): SubNetwork | undefined {
    if (!drawn) return undefined;
    const { view, selection, frame } = drawn;
    const reachable = [...(selection.showDominated ? view.networks : view.front), view.largest, view.smallest];
    const box = overlay.getBoundingClientRect();
    const present = reachable.filter((one) => one !== undefined);
    return nearest(frame, present, view.onFront, [event.clientX - box.left, event.clientY - box.top]);
  }

  function draw(view: RunView, selection: Selection): void {
    const size = { width: plot.clientWidth, height: plot.clientHeight };
    const frame = view.networks.length > 0 ? frameOf(view, selection, size, transform) : undefined;
    for (const hidden of [overlay, xTitle.element, yTitle.element]) hidden.toggleAttribute('hidden', !frame);
    drawn = frame && { view, selection, frame };
    if (!frame) {
      clearCloud(canvas);
      card.hidden = true;
      return;
    }
    overlay.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    layers.clip(frame);
    drawAxes(layers.horizontal, layers.vertical, frame);
    drawEarlier(layers.earlier, frame, view.earlier);
    drawControl(layers.control, frame, selection.showControl ? view.control : []);
    drawStairs(layers.stairs, frame, view.networks);
    drawMembers(layers.members, frame, view.front);
    drawReferences(layers.references, frame, view);
    drawKnee(layers.knee, frame, view.knee);
    drawNewest(layers.newest, frame, view);
    const hovered = find(view, selection.hovered);
    drawChosen(layers.chosen, frame, find(view, selection.chosen), hovered);
    drawCloud(canvas, frame, selection.showDominated ? view.networks.filter((one) => !view.onFront.has(one)) : []);
    drawCard(card, frame, view, hovered);
    xTitle.draw(view.metrics, selection.x);
    yTitle.draw(view.metrics, selection.y);
    plot.setAttribute('aria-label', `${frame.yMetric.label} against ${frame.xMetric.label}. ${keys}`);
    caption.hidden = frame.showsObjectives;
    caption.textContent = 'The line joins the best on these axes; filled points are the front of the objectives.';
  }

  return {
    plot,
    tools: [
      tool('zoomIn', 'Zoom in', '+', () => zoomBy(4 / 3)),
      tool('zoomOut', 'Zoom out', '−', () => zoomBy(3 / 4)),
      tool('stairs', 'Zoom to the front', 'F', toFront),
      tool('all', 'Show all', '0', showAll),
    ],
    draw,
    /** A line in the middle of the empty chart; none where it is undefined. */
    explain(text: string | undefined): void {
      note.hidden = text === undefined;
      note.textContent = text ?? '';
    },
  };
}

const keys = 'Arrow keys walk along the front, K goes to the knee, L to the largest, plus and minus zoom, 0 shows all.';

function tool(name: Parameters<typeof icon>[0], label: string, key: string, onClick: () => void): HTMLButtonElement {
  return button({ class: 'tool', title: `${label} (${key})`, 'aria-label': label }, onClick, icon(name));
}

/** The groups that marks draw into, from back to front; all but the axes are cut at the plot's edge. */
function layersIn(overlay: SVGSVGElement) {
  const root = select(overlay);
  const area = root.append('clipPath').attr('id', 'inside').append('rect');
  const group = (name: string): Layer => root.append('g').attr('class', name);
  const vertical = group('axis-lines vertical');
  const horizontal = group('axis-lines horizontal');
  const inside = root.append('g').attr('clip-path', 'url(#inside)');
  const mark = (): Layer => inside.append('g');
  return {
    vertical,
    horizontal,
    earlier: mark(),
    control: mark(),
    stairs: mark(),
    members: mark(),
    references: mark(),
    knee: mark(),
    newest: mark(),
    chosen: mark(),
    clip: (frame: Frame) =>
      area
        .attr('x', frame.left)
        .attr('y', frame.top - 8)
        .attr('width', frame.right - frame.left + 8)
        .attr('height', frame.bottom - frame.top + 8),
  };
}
