import left from '@vscode/codicons/src/icons/chevron-left.svg';
import right from '@vscode/codicons/src/icons/chevron-right.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import exportArrow from '@vscode/codicons/src/icons/export.svg';
import compare from '@vscode/codicons/src/icons/git-compare.svg';
import stairs from '@vscode/codicons/src/icons/graph-line.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import json from '@vscode/codicons/src/icons/json.svg';
import log from '@vscode/codicons/src/icons/output.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import all from '@vscode/codicons/src/icons/screen-full.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import watch from '@vscode/codicons/src/icons/watch.svg';
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg';
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg';

/** VS Code's own icons, the few that the front uses. */
const icons = {
  left,
  compare,
  stop,
  right,
  copy,
  pause,
  error,
  insert,
  json,
  export: exportArrow,
  stairs,
  log,
  play,
  all,
  warning,
  watch,
  zoomIn,
  zoomOut,
};

export type IconName = keyof typeof icons;

/** The icon as an element, hidden from screen readers: a label stands beside it or on its button. */
export function icon(name: IconName): Element {
  const drawing = new DOMParser().parseFromString(icons[name], 'image/svg+xml').documentElement;
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  return document.importNode(drawing, true);
}
