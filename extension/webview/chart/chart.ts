import { button, html, svg } from '../dom.ts';
import { icon } from '../icons.ts';
import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, find, type Selection } from '../selection.ts';
import { drawAxes } from './axes.ts';
import { axisTitle } from './axis-title.ts';
import { boxDrawing } from './box.ts';
import { drawCard } from './card.ts';
import { drawChosen } from './chosen.ts';
import { createCloud } from './cloud.ts';
import { drawCompared } from './compared.ts';
import { drawControl } from './control.ts';
import { drawEarlier } from './earlier.ts';
import { drawForbidden } from './forbidden.ts';
import { type Frame, frameOf } from './frame.ts';
import { walkFront } from './keyboard.ts';
import { drawKnee } from './knee.ts';
import { layersIn } from './layers.ts';
import { drawMembers } from './members.ts';
import { nearest } from './nearest.ts';
import { drawNewest } from './newest.ts';
import { type Plane, planeOf } from './plane.ts';
import { drawReferences } from './references.ts';
import { drawStairs } from './stairs.ts';
import { createZoom, type Look } from './zoom.ts';

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
  const cloud = createCloud(canvas);
  const layers = layersIn(overlay);
  let drawn: { view: RunView; selection: Selection; frame: Frame } | undefined;
  let plane: Plane | undefined;
  /** To be looked at as soon as there is a size. */
  let wanted: Look | undefined;
  const zoom = createZoom(overlay, () => drawn && draw(drawn.view, drawn.selection));
  const box = boxDrawing(
    layers.box,
    (chosen) => actions.change({ box: chosen, scope: chosen ? 'box' : 'front' }),
    (corners) => drawn && zoom.to(drawn.frame, corners, 0),
  );

  const changeAxis = (axes: Partial<Selection>) => {
    zoom.all();
    actions.change({ ...axes, box: undefined, ...(drawn?.selection.scope === 'box' && { scope: 'front' }) });
  };
  const toFront = () => {
    const placed = drawn?.view.front.flatMap((network) => [drawn?.frame.place(network)]) ?? [];
    const points = placed.filter((point) => point !== undefined);
    if (drawn && points.length > 1) zoom.to(drawn.frame, points, 0.14);
  };

  /** Where the selection is, which a zoom that no pointer guides keeps in place. */
  const chosenPoint = () => {
    const network = drawn && find(drawn.view, drawn.selection.chosen);
    return network && drawn?.frame.place(network);
  };
  const zoomBy = (factor: number) => zoom.by(factor, chosenPoint());

  overlay.addEventListener('pointerdown', () => plot.focus({ preventScroll: true }));
  overlay.addEventListener('pointermove', (event) => actions.hover(under(event)?.id));
  overlay.addEventListener('pointerleave', () => actions.hover(undefined));
  overlay.addEventListener('click', (event) => actions.select(under(event)?.id));
  overlay.addEventListener('dblclick', zoom.all);
  plot.addEventListener('keydown', (event) => {
    if (event.target !== plot || !drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    const zooms: Record<string, () => void> = {
      '+': () => zoomBy(4 / 3),
      '=': () => zoomBy(4 / 3),
      '-': () => zoomBy(3 / 4),
      '0': zoom.all,
      f: toFront,
    };
    // Escape drops the box, then the zoom, then the selection.
    const dropBox = () => actions.change({ box: undefined, scope: 'front' });
    const drop = drawn.selection.box ? dropBox : zoom.isOut() ? undefined : zoom.all;
    const act = event.key === 'Escape' ? drop : zooms[event.key];
    if (act) act();
    else if (!walkFront(event.key, drawn.view, drawn.selection, actions)) return;
    else {
      const point = chosenPoint();
      if (point && !zoom.isOut()) zoom.reveal(drawn.frame, point);
    }
    event.preventDefault();
  });

  function under(event: MouseEvent): SubNetwork | undefined {
    if (!drawn) return undefined;
    const { view, selection, frame } = drawn;
    const place = overlay.getBoundingClientRect();
    const dots = selection.showDominated ? frame.dominated : [];
    return nearest(frame, dots, view.marked, [event.clientX - place.left, event.clientY - place.top]);
  }

  function draw(view: RunView, selection: Selection): void {
    const size = { width: plot.clientWidth, height: plot.clientHeight };
    const isSame = plane?.view === view && plane.xMetric.key === selection.x && plane.yMetric.key === selection.y;
    if (wanted && size.width > 0) {
      const look = wanted;
      wanted = undefined;
      zoom.lookAt(look, size);
    }
    if (!isSame) plane = view.networks.length > 0 ? planeOf(view, selection) : undefined;
    const frame = plane && frameOf(plane, size, zoom.transform());
    for (const hidden of [overlay, xTitle.element, yTitle.element]) hidden.toggleAttribute('hidden', !frame);
    drawn = frame && { view, selection, frame };
    if (!frame) {
      cloud.clear();
      card.hidden = true;
      return;
    }
    cloud.draw(frame, selection.showDominated ? frame.dots : undefined);
    overlay.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    layers.clip(frame);
    drawAxes(layers.horizontal, layers.vertical, frame);
    drawForbidden(layers.forbidden, frame);
    drawEarlier(layers.earlier, frame);
    drawControl(layers.control, frame, selection.showControl);
    drawCompared(layers.compared, frame);
    drawStairs(layers.stairs, frame);
    box.draw(frame, selection.box);
    drawMembers(layers.members, frame, view.front);
    drawReferences(layers.references, frame, view);
    drawKnee(layers.knee, frame, view.knee);
    drawNewest(layers.newest, frame, view);
    const hovered = find(view, selection.hovered);
    drawChosen(layers.chosen, frame, find(view, selection.chosen), hovered);
    drawCard(card, frame, view, hovered);
    xTitle.draw(view, selection.x);
    yTitle.draw(view, selection.y);
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
      tool('all', 'Show all', '0', zoom.all),
      tool('compare', 'Compare with another run', 'D', actions.compare),
    ],
    draw,
    /** What part is seen now, and how to see it again. */
    look: (): Look | undefined =>
      wanted ?? (plot.clientWidth > 0 ? zoom.look({ width: plot.clientWidth, height: plot.clientHeight }) : undefined),
    lookAt(look: Look): void {
      wanted = look;
    },
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
