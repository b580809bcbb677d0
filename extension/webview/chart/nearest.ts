import type { SubNetwork } from '../run/history.ts';
import type { Frame } from './frame.ts';
import type { Place } from './plane.ts';

const reach = 18;

/** The sub-network under the pointer, within 18 px; a member of the front or a reference goes before a dot nearly as near. */
export function nearest(
  frame: Frame,
  networks: readonly SubNetwork[],
  preferred: readonly SubNetwork[],
  [x, y]: readonly [number, number],
): SubNetwork | undefined {
  const any = under(frame, networks, x, y);
  const member = under(frame, preferred, x, y);
  if (!any || !member) return (any ?? member)?.network;
  return member.distance - any.distance < 8 ? member.network : any.network;
}

/** The nearest of some, and how many pixels away. The plane's own measure is another on each axis: its box is searched. */
function under(frame: Frame, networks: readonly SubNetwork[], x: number, y: number) {
  const { zoom, left, right, top, bottom } = frame;
  const [width, height] = [zoom.k * (right - left), zoom.k * (bottom - top)];
  const [middleX, middleY] = [(x - zoom.applyX(left)) / width, (y - zoom.applyY(top)) / height];
  const [aroundX, aroundY] = [reach / width, reach / height];
  let found: { readonly network: SubNetwork; readonly distance: number } | undefined;
  frame.places(networks).visit((node, x0, y0, x1, y1) => {
    if (!node.length) {
      let leaf: typeof node | undefined = node;
      for (; leaf; leaf = leaf.next) {
        const { network, x: placeX, y: placeY }: Place = leaf.data;
        const distance = Math.hypot((placeX - middleX) * width, (placeY - middleY) * height);
        if (distance <= (found?.distance ?? reach)) found = { network, distance };
      }
    }
    const isApart =
      x0 > middleX + aroundX || x1 < middleX - aroundX || y0 > middleY + aroundY || y1 < middleY - aroundY;
    return isApart;
  });
  return found;
}
