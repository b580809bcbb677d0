import { describe, expect, it } from 'vitest';
import { costsAt, countSubnetworks, largest } from '../../../language/index.ts';
import { compiled } from './compiled.ts';

const vit = compiled(`supernet VitBase {
  input image: image[3, 224, 224]
  patch: conv(768, kernel: 16, stride: 16)
  to_tokens; class_token; position_embedding
  elastic depth in 11..12
  layer: repeat depth {
    elastic heads  in [6, 8, 10, 12]
    elastic hidden in [2048, 2560, 3072]
    residual { layernorm; attention(heads, head_dim: 64) }
    residual { layernorm; linear(hidden); gelu; linear(768) }
  }
  layernorm
  take_token(0)
  classifier: linear(1000)
}`).spaces[0]!;

const ofa = compiled(`import "lithe:mobile"
block Stage(out, stride, activation, squeeze) {
  elastic depth in 2..4
  unit: repeat depth as i {
    elastic kernel in [3, 5, 7]
    elastic expand in [3, 4, 6]
    InvertedResidual(out, stride: if i == 0 then stride else 1, kernel, expand, activation, squeeze)
  }
}
supernet OfaMobileNetV3 {
  input image: image[3, 224, 224]
  stem: { conv(16, kernel: 3, stride: 2); batchnorm; hard_swish }
  first: InvertedResidual(16, kernel: 3, expand: 1, stride: 1, activation: relu, squeeze: false)
  stage1: Stage(24,  stride: 2, activation: relu,       squeeze: false)
  stage2: Stage(40,  stride: 2, activation: relu,       squeeze: true)
  stage3: Stage(80,  stride: 2, activation: hard_swish, squeeze: false)
  stage4: Stage(112, stride: 1, activation: hard_swish, squeeze: true)
  stage5: Stage(160, stride: 2, activation: hard_swish, squeeze: true)
  last: { conv(960, kernel: 1); batchnorm; hard_swish }
  global_pool
  feature: linear(1280, bias: false); hard_swish
  classifier: linear(1000)
}`).spaces[0]!;

describe('published models', () => {
  it('has the parameters of ViT-B/16 (86,567,656 in timm and torchvision) as the largest of VitBase', () => {
    expect(costsAt(vit, largest(vit)).params).toBe(86_567_656);
    expect(countSubnetworks(vit)).toBe(12n ** 11n + 12n ** 12n);
  });

  it('has as many sub-networks as Once-for-All says: about 2 * 10^19, five stages of 9^2 + 9^3 + 9^4', () => {
    expect(countSubnetworks(ofa)).toBe((9n ** 2n + 9n ** 3n + 9n ** 4n) ** 5n);
  });
});
