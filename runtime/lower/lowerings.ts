import type { OperatorName } from '../../language/index.ts';
import { activation } from './activation.ts';
import { attention } from './attention.ts';
import { channels } from './channels.ts';
import { combine } from './combine.ts';
import { convolution } from './convolution.ts';
import { expert } from './expert.ts';
import { graph } from './graph.ts';
import { linear } from './linear.ts';
import type { Lowerings } from './lowering.ts';
import { norm } from './norm.ts';
import { pooling } from './pooling.ts';
import { stack } from './stack.ts';
import { token } from './token.ts';

/** How every operator of the language is computed. */
export const lowerings: Lowerings<OperatorName> = {
  ...activation,
  ...attention,
  ...channels,
  ...combine,
  ...convolution,
  ...expert,
  ...graph,
  ...linear,
  ...norm,
  ...pooling,
  ...stack,
  ...token,
};
