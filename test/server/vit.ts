/** A file whose figures are known by hand; the examples may change. */
export const vit = `/// A small vision transformer for handwritten digits, elastic in depth, heads and hidden width.
supernet DigitsVit {
  input image: image[1, 28, 28]

  patch: conv(64, kernel: 4, stride: 4)
  to_tokens                                    // image[64, 7, 7] -> sequence[49, 64]
  class_token
  position_embedding

  elastic depth in 2..5
  layer: repeat depth {
    elastic heads  in [1, 2, 3, 4]             // one decision per layer
    elastic hidden in [32, 64, 96, 128]
    residual { layernorm; attention(heads, head_dim: 16) }
    residual { layernorm; linear(hidden); gelu; linear(64) }
  }

  layernorm
  take_token(0)
  classifier: linear(10)
}

/// 8,000 training digits, of which an eighth validates; 2,000 more are held out for the last measurement.
dataset Digits {
  images     "data/digits/train-images.idx3-ubyte" labels "data/digits/train-labels.idx1-ubyte"
  validation 12.5%
  test       "data/digits/test-images.idx3-ubyte"  labels "data/digits/test-labels.idx1-ubyte"
  normalize  mean 0.1307 deviation 0.3081
  augment    shift(2)
}

search OnDigits {
  space DigitsVit
  data  Digits

  maximize accuracy
  minimize macs

  finetune {
    epochs 12
    batch 64
    optimizer adamw(rate: 2e-3, decay: 0.05)
    schedule cosine(warmup: 10%)
    sample largest, random(1)                  // InstaTune's step
    distill from largest(weight: 0.7, temperature: 1)
  }

  explore linas(population: 50, evaluations: 250, per_epoch: 8)
  control random
  seed 1
}
`;

/** A block with an elastic width, used twice. */
export const cnn = `
block Stage(narrow) {
  elastic width in [narrow, narrow * 2]
  conv(width, kernel: 3, stride: 2); batchnorm; relu
}

supernet Small {
  input image: image[1, 28, 28]
  first: Stage(16)
  second: Stage(24)
  global_pool
  linear(10)
}
`;
