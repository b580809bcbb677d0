import { activation, flag, kernel, known, size } from './expressions.ts';
import { call, type Flow, type Part, type Scope, type Writer } from './writer.ts';

/** One primitive operator on what flows, of the same kind; with `keep` all sizes but the width stay. */
export function operator(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  if (choices.below(4) === 0) return { text: call(writer, activation(writer, scope), []), flow };
  if (choices.rarely(6)) return { text: anywhere(writer, scope, flow), flow };
  switch (flow.kind) {
    case 'image':
      return onImage(writer, scope, flow, keep);
    case 'sequence':
      return onSequence(writer, scope, flow, keep);
    case 'vector':
      return linear(writer, scope, flow);
  }
}

/** Operators that take anything and keep its shape. */
function anywhere(writer: Writer, scope: Scope, { kind }: Flow): string {
  const { choices } = writer;
  switch (choices.below(8)) {
    case 0:
      return call(writer, 'layernorm', [], choices.rarely(2) ? [['epsilon', choices.pick(['1e-6', '0.001'])]] : []);
    case 1:
      return call(writer, 'batchnorm', [], choices.rarely(2) ? [['affine', flag(writer, scope)]] : []);
    case 2:
      return call(writer, 'scale', [], choices.rarely(2) ? [['init', choices.pick(['0.1', '-1', '1e-6'])]] : []);
    case 3:
      return 'affine';
    case 4:
      return call(writer, 'dropout', [choices.pick(['0.1', '10%', '0'])]);
    case 5:
      return kind === 'sequence' ? 'position_embedding' : 'rmsnorm';
    case 6:
      return kind === 'sequence' ? 'sinusoidal' : 'rmsnorm';
    default:
      return 'rmsnorm';
  }
}

/** A linear map of the width, an image's by a convolution. */
export function linear(writer: Writer, scope: Scope, flow: Flow, out = size(writer, scope, flow)): Part {
  const { choices } = writer;
  const bias: [string, string][] = choices.rarely(4) ? [['bias', flag(writer, scope, flow)]] : [];
  if (flow.kind === 'image') {
    const [, h, w] = flow.sizes;
    return { text: call(writer, 'conv', [out, '1'], bias), flow: { kind: 'image', sizes: [known(out), h, w] } };
  }
  const sharing = scope.labels.filter(({ shares }) => shares);
  const share: [string, string][] =
    sharing.length > 0 && choices.rarely(2) ? [['share', choices.pick(sharing).name]] : [];
  const sizes = [...flow.sizes.slice(0, -1), known(out)];
  return { text: call(writer, 'linear', [out], [...bias, ...share]), flow: { kind: flow.kind, sizes } };
}

function onImage(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const [c, h, w] = flow.sizes;
  switch (choices.below(keep ? 5 : 12)) {
    case 0:
    case 1:
      return convolution(writer, scope, flow, keep);
    case 2: {
      const dilation: [string, string][] = choices.rarely(4) ? [['dilation', '2']] : [];
      const bias: [string, string][] = choices.rarely(4) ? [['bias', flag(writer, scope, flow)]] : [];
      const named: [string, string][] = [['kernel', kernel(writer, scope)], ...dilation, ...bias];
      const stride: [string, string][] = keep || choices.rarely(2) ? [] : [['stride', strideOf(writer, scope)]];
      const sizes = stride.length === 0 ? flow.sizes : [c, undefined, undefined];
      return { text: call(writer, 'depthwise_conv', [], [...named, ...stride]), flow: { kind: 'image', sizes } };
    }
    case 3:
      return linear(writer, scope, flow);
    case 4: {
      const pool = choices.pick(['max_pool', 'avg_pool']);
      return { text: call(writer, pool, ['3'], [['stride', '1']]), flow };
    }
    case 5: {
      const pool = choices.pick(['max_pool', 'avg_pool']);
      if (h === undefined || w === undefined || h < 2 || w < 2) return convolution(writer, scope, flow, keep);
      const sizes = [c, Math.floor(h / 2), Math.floor(w / 2)];
      return { text: call(writer, pool, ['2']), flow: { kind: 'image', sizes } };
    }
    case 6: {
      const stride = strideOf(writer, scope);
      return { text: call(writer, 'zero', [stride]), flow: { kind: 'image', sizes: [c, undefined, undefined] } };
    }
    case 7: {
      if (h === undefined || w === undefined || h < 3 || w < 2) return convolution(writer, scope, flow, keep);
      const text = call(
        writer,
        'crop',
        ['1'],
        [
          ['right', '1'],
          ['bottom', '1'],
        ],
      );
      return { text, flow: { kind: 'image', sizes: [c, h - 2, w - 1] } };
    }
    case 8: {
      if (c === undefined || c % 2 !== 0) return convolution(writer, scope, flow, keep);
      const out = choices.pick([2, 4, 8]);
      const text = call(writer, 'conv', [`${out}`, '3'], [['groups', '2']]);
      return { text, flow: { kind: 'image', sizes: [out, h, w] } };
    }
    case 9: {
      if (h === undefined || w === undefined || h > 8 || w > 8) return convolution(writer, scope, flow, keep);
      return { text: call(writer, 'upsample', ['2']), flow: { kind: 'image', sizes: [c, 2 * h, 2 * w] } };
    }
    case 10: {
      // Half of the channels, or none of them in another place where their number is open.
      if (choices.below(2) === 0)
        return { text: call(writer, 'channel_shuffle', [c === 4 ? '2' : 'x.channels']), flow };
      const part: [string, string][] = [
        ['start', 'floor(x.channels / 2)'],
        ['count', 'ceil(x.channels / 2)'],
      ];
      const sizes = [c === undefined ? undefined : Math.ceil(c / 2), h, w];
      return { text: call(writer, 'take_channels', [], part), flow: { kind: 'image', sizes } };
    }
    default: {
      const text = call(
        writer,
        'conv',
        [size(writer, scope, flow)],
        [
          ['kernel', '3'],
          ['padding', choices.pick(['1', '2', '3'])],
        ],
      );
      return { text, flow: { kind: 'image', sizes: [undefined, undefined, undefined] } };
    }
  }
}

function convolution(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const [, h, w] = flow.sizes;
  const out = size(writer, scope, flow);
  const side = kernel(writer, scope);
  const stride: [string, string][] = keep || choices.below(2) === 0 ? [] : [['stride', strideOf(writer, scope)]];
  const dilation: [string, string][] = choices.rarely(6) ? [['dilation', '2']] : [];
  const bias: [string, string][] = choices.rarely(4) ? [['bias', flag(writer, scope, flow)]] : [];
  const named: [string, string][] = [['kernel', side], ...stride, ...dilation, ...bias];
  const text = call(writer, 'conv', [out], named);
  const norm = choices.rarely(3) ? '\nbatchnorm' : '';
  const sizes = stride.length === 0 ? [known(out), h, w] : [known(out), undefined, undefined];
  return { text: text + norm, flow: { kind: 'image', sizes } };
}

/** A stride under every kernel but 1, so that the window fits any image. */
function strideOf({ choices }: Writer, scope: Scope): string {
  const first = scope.counts.map((count) => `if ${count} == 0 then 2 else 1`);
  return choices.pick(['2', '1', ...first]);
}

function onSequence(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const [n, d] = flow.sizes;
  switch (choices.below(keep ? 6 : 10)) {
    case 0:
    case 1:
    case 2:
      return linear(writer, scope, flow);
    case 3:
    case 4:
    case 5:
      return { text: attention(writer, scope, flow), flow };
    case 6: {
      const sizes = [n === undefined ? undefined : n + 1, d];
      return { text: 'class_token', flow: { kind: 'sequence', sizes } };
    }
    case 7:
      return { text: 'transpose', flow: { kind: 'sequence', sizes: [d, n] } };
    case 8: {
      const whole = n === undefined || n < 2;
      const text = whole
        ? call(writer, 'take_tokens', ['0', 'x.tokens'])
        : call(writer, 'take_tokens', ['1', `${n - 1}`]);
      return { text, flow: { kind: 'sequence', sizes: [whole ? n : n - 1, d] } };
    }
    default:
      return {
        text: call(writer, 'position_embedding', ['x.tokens + 2']),
        flow,
      };
  }
}

function attention(writer: Writer, scope: Scope, flow: Flow): string {
  const { choices } = writer;
  const [n] = flow.sizes;
  const memories = scope.labels.filter(({ kind }) => kind === 'sequence');
  const named: [string, string][] = [];
  const heads = choices.below(4) === 0 ? '1' : size(writer, scope, flow);
  if (heads !== '1') named.push(['head_dim', choices.pick(['4', '8', size(writer, scope)])]);
  const isSquare = n !== undefined && (Math.sqrt(n) % 1 === 0 || Math.sqrt(n - 1) % 1 === 0);
  if (memories.length > 0 && choices.rarely(2)) named.push(['memory', choices.pick(memories).name]);
  else if (isSquare && choices.rarely(3)) {
    if (choices.rarely(2)) named.push(['relative_bias', `${Math.floor(Math.sqrt(n))}`]);
    named.push(['relative_keys', choices.pick(['2', '0', '1'])]);
    if (choices.rarely(2)) named.push(['relative_values', '1']);
  }
  if (choices.rarely(4)) named.push(['causal', choices.pick(['true', 'false'])]);
  if (choices.rarely(4)) named.push(['bias', flag(writer, scope, flow)]);
  if (choices.rarely(4)) named.push(['inner_norm', flag(writer, scope, flow)]);
  if (choices.rarely(4)) named.push(['key_bias', flag(writer, scope, flow)]);
  return call(writer, 'attention', [heads], named);
}

/** Blocks of the standard library, as an author calls them. */
export function libraryBlock(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const import_ = (page: string) => writer.imports.add(`lithe:${page}`);
  const [, h, w] = flow.sizes;
  const act = activation(writer, scope);
  if (flow.kind === 'vector') return linear(writer, scope, flow);
  if (flow.kind === 'sequence') {
    import_('transformer');
    const named: [string, string][] = [
      ['head_dim', '4'],
      ...(choices.rarely(2) ? [['activation', act] as [string, string]] : []),
    ];
    const [heads, hidden] = [size(writer, scope, flow), size(writer, scope, flow)];
    const memories = scope.labels.filter(({ kind }) => kind === 'sequence');
    if (memories.length > 0 && choices.rarely(2)) {
      const memory = choices.pick(memories).name;
      const more: [string, string][] = [
        ['memory', memory],
        ['head_dim', '4'],
        ['cross_head_dim', '3'],
      ];
      return { text: call(writer, 'PostNormDecoderLayer', [heads, hidden], more), flow };
    }
    const layer = choices.pick(['TransformerLayer', 'PostNormTransformerLayer']);
    return { text: call(writer, layer, [heads, hidden], named), flow };
  }
  const stride: [string, string][] = keep || choices.below(2) === 0 ? [] : [['stride', strideOf(writer, scope)]];
  const out = size(writer, scope, flow);
  const image: Flow = {
    kind: 'image',
    sizes: stride.length === 0 ? [known(out), h, w] : [known(out), undefined, undefined],
  };
  switch (choices.below(6)) {
    case 0: {
      import_('mobile');
      const named: [string, string][] = [
        ['kernel', kernel(writer, scope)],
        ['expand', choices.pick(['1', '3', ...scope.sizes])],
        ...stride,
        ['activation', act],
        ['squeeze', flag(writer, scope, flow)],
      ];
      return { text: call(writer, 'InvertedResidual', [out], named), flow: image };
    }
    case 1:
      import_('mobile');
      return { text: call(writer, 'MBConv', [out], [['expand', choices.pick(['1', '2'])], ...stride]), flow: image };
    case 2:
      import_('mobile');
      return { text: call(writer, 'SqueezeExcite', [size(writer, scope, flow)], [['activation', act]]), flow };
    case 3:
      import_('residual');
      return { text: call(writer, 'BasicBlock', [out], stride), flow: image };
    case 4:
      import_('residual');
      return { text: call(writer, 'Bottleneck', [out, size(writer, scope, flow)], stride), flow: image };
    default:
      import_('convnext');
      return {
        text: call(
          writer,
          'ConvNextBlock',
          [],
          [
            ['kernel', kernel(writer, scope)],
            ['expand', '2'],
          ],
        ),
        flow,
      };
  }
}

/** Gives what flows the width that a constant holds. */
export function restored(writer: Writer, flow: Flow, width: string): string {
  return call(
    writer,
    flow.kind === 'image' ? 'conv' : 'linear',
    [width],
    flow.kind === 'image' ? [['kernel', '1']] : [],
  );
}
