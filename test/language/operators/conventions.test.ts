import { describe, expect, it } from 'vitest';
import { image, sequence, settleWell, vector } from './settled.ts';

/** By hand from the rules in the tools' sources, for models of nn modules; the tools themselves are not run. */
describe('conventions', () => {
  it('count the bias of a convolution in ptflops alone', () => {
    const macs = 8 * 4 * 9 * 64;
    expect(settleWell('conv', { out: 8, kernel: 3 }, [image(4, 8)]).macs).toEqual({
      matmul: macs,
      fvcore: macs,
      torchprofile: macs,
      ptflops: macs + 8 * 64,
    });
    expect(settleWell('conv', { out: 8, kernel: 3, bias: false }, [image(4, 8)]).macs.ptflops).toBe(macs);
    expect(settleWell('depthwise_conv', { kernel: 3 }, [image(4, 8)]).macs.ptflops).toBe(4 * 9 * 64 + 4 * 64);
  });

  it('count the bias of a linear layer once in ptflops', () => {
    expect(settleWell('linear', { out: 6 }, [sequence(5, 4)]).macs).toEqual({
      matmul: 120,
      fvcore: 120,
      torchprofile: 120,
      ptflops: 126,
    });
  });

  it('count norms by element', () => {
    const elements = 4 * 64;
    expect(settleWell('batchnorm', {}, [image(4, 8)]).macs).toEqual({
      matmul: 0,
      fvcore: 2 * elements,
      torchprofile: elements,
      ptflops: 2 * elements,
    });
    expect(settleWell('batchnorm', { affine: false }, [image(4, 8)]).macs).toEqual({
      matmul: 0,
      fvcore: elements,
      torchprofile: 0,
      ptflops: elements,
    });
    expect(settleWell('layernorm', {}, [sequence(5, 4)]).macs).toEqual({
      matmul: 0,
      fvcore: 100,
      torchprofile: 20,
      ptflops: 20,
    });
  });

  it('count the softmax, the scaling and the biases of attention in ptflops', () => {
    const [n, m, d, heads, q] = [5, 7, 32, 4, 32];
    const macs = 2 * n * d * q + 2 * m * d * q + 2 * n * m * q;
    expect(settleWell('attention', { heads }, [sequence(n, d), sequence(m, d)]).macs).toEqual({
      matmul: macs,
      fvcore: macs,
      torchprofile: macs,
      ptflops: macs + n * q + heads * n * m + (n * q + 2 * m * q) + n * d,
    });
  });

  it('count nearest-neighbour upsampling by what it gives, in fvcore and ptflops', () => {
    expect(settleWell('upsample', { factor: 2 }, [image(4, 8)]).macs).toEqual({
      matmul: 0,
      fvcore: 1024,
      torchprofile: 0,
      ptflops: 1024,
    });
  });

  it('count pooling and products by their elements', () => {
    expect(settleWell('max_pool', { kernel: 2 }, [image(4, 8)]).macs).toMatchObject({ torchprofile: 0, ptflops: 256 });
    expect(settleWell('avg_pool', { kernel: 2 }, [image(4, 8)]).macs).toMatchObject({ torchprofile: 64, ptflops: 256 });
    expect(settleWell('global_pool', {}, [image(4, 8)]).macs).toEqual({
      matmul: 0,
      fvcore: 256,
      torchprofile: 4,
      ptflops: 256,
    });
    expect(settleWell('global_pool', {}, [sequence(5, 4)]).macs).toMatchObject({
      fvcore: 0,
      torchprofile: 4,
      ptflops: 0,
    });
    expect(settleWell('product', {}, [image(4, 8), vector(4)]).macs).toMatchObject({ fvcore: 0, torchprofile: 256 });
  });

  it('count the activations that the tools know', () => {
    const counted = (name: 'relu' | 'gelu' | 'hard_swish') => settleWell(name, {}, [vector(8)]).macs;
    expect(counted('relu')).toEqual({ matmul: 0, fvcore: 0, torchprofile: 0, ptflops: 8 });
    expect(counted('gelu').ptflops).toBe(8);
    expect(counted('hard_swish').ptflops).toBe(0);
  });
});
