const tolerance = 1e-3;
const stepsPerExample = 1000;

/** A fitted regression: f(x) = bias + the sum over examples of coefficient times kernel(example, x). */
export interface SupportVectorRegression {
  readonly coefficients: Float64Array;
  readonly bias: number;
}

/**
 * Support-vector regression with an insensitive zone of zero width, so with the absolute loss:
 *
 *     minimise  1/2 b'Kb - y'b   over b in [-cost, cost]^n with sum b = 0
 *
 * by sequential minimal optimisation: each step moves the pair that violates optimality most, the partner chosen by
 * second-order gain (Fan, Chen, Lin 2005), until no violation exceeds 1e-3, LIBSVM's default.
 *
 * @param kernel row-major [n, n], symmetric positive semi-definite
 * @param start coefficients to go on from, such as those of a smaller cost
 */
export function fitSupportVectorRegression(
  kernel: Float64Array,
  targets: readonly number[],
  cost: number,
  start?: Float64Array,
): SupportVectorRegression {
  const size = targets.length;
  const coefficients = start === undefined ? new Float64Array(size) : Float64Array.from(start);
  const gradient = Float64Array.from(targets, (target) => -target);
  for (let column = 0; column < size; column++) {
    if (coefficients[column] === 0) continue;
    for (let row = 0; row < size; row++) gradient[row]! += coefficients[column]! * kernel[row * size + column]!;
  }
  let rising = 0;
  let falling = 0;
  for (let step = 0; step < stepsPerExample * size; step++) {
    [rising, falling] = extremes(gradient, coefficients, cost);
    if (!(gradient[falling]! - gradient[rising]! > tolerance)) break;
    const partner = bestPartner(kernel, gradient, coefficients, cost, rising);
    const curvature = pairCurvature(kernel, size, rising, partner);
    const wanted = (gradient[partner]! - gradient[rising]!) / curvature;
    const moved = Math.min(wanted, cost - coefficients[rising]!, coefficients[partner]! + cost);
    coefficients[rising]! += moved;
    coefficients[partner]! -= moved;
    for (let row = 0; row < size; row++) {
      gradient[row]! += moved * (kernel[row * size + rising]! - kernel[row * size + partner]!);
    }
  }
  return { coefficients, bias: -(gradient[rising]! + gradient[falling]!) / 2 };
}

/** The least gradient among coefficients that may rise, and the greatest among those that may fall. */
function extremes(gradient: Float64Array, coefficients: Float64Array, cost: number): [number, number] {
  let rising = -1;
  let falling = -1;
  for (let index = 0; index < gradient.length; index++) {
    if (coefficients[index]! < cost && (rising < 0 || gradient[index]! < gradient[rising]!)) rising = index;
    if (coefficients[index]! > -cost && (falling < 0 || gradient[index]! > gradient[falling]!)) falling = index;
  }
  return [rising, falling];
}

function bestPartner(
  kernel: Float64Array,
  gradient: Float64Array,
  coefficients: Float64Array,
  cost: number,
  rising: number,
): number {
  let best = -1;
  let most = 0;
  for (let index = 0; index < gradient.length; index++) {
    const violation = gradient[index]! - gradient[rising]!;
    if (coefficients[index]! <= -cost || violation <= 0) continue;
    const gain = violation ** 2 / pairCurvature(kernel, gradient.length, rising, index);
    if (gain > most) {
      most = gain;
      best = index;
    }
  }
  return best;
}

function pairCurvature(kernel: Float64Array, size: number, a: number, b: number): number {
  return Math.max(1e-12, kernel[a * size + a]! + kernel[b * size + b]! - 2 * kernel[a * size + b]!);
}
