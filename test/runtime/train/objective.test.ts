import { describe, expect, test } from 'vitest';
import { compile, type Distill } from '../../../language/index.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import type { Tensor } from '../../../runtime/graph/tensor.ts';
import { lessonOf, teacherShare } from '../../../runtime/train/lesson.ts';
import { crossEntropy, objective, smoothed } from '../../../runtime/train/objective.ts';
import { compiled } from '../graph/run.ts';

const BATCH = 3;
const CLASSES = 4;
const shape = [BATCH, CLASSES];
const logits = [0.3, -1.2, 2.5, 0.1, -0.4, 0.9, 0.2, 1.7, 3, -2, 0.5, 0.25];
const teacher = [1.3, -0.2, 1.5, 0.4, -2.4, 1.9, 0.7, 0.7, 1, 0, -0.5, 4];
const targets = [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1];

function softmaxOf(values: readonly number[], temperature: number): number[] {
  return Array.from({ length: BATCH }, (_, row) => {
    const powers = values.slice(row * CLASSES, (row + 1) * CLASSES).map((value) => Math.exp(value / temperature));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  }).flat();
}

interface Settings {
  readonly labels: number;
  readonly temperature: number;
  /** By name of the teacher. */
  readonly soft: Readonly<Record<string, { readonly logits: readonly number[]; readonly weight: number }>>;
}

async function lossAndGradient({ labels, temperature, soft }: Settings, outputs: readonly number[] = logits) {
  const graph = new Graph();
  const z = graph.input('logits', 'float64', shape);
  const y = graph.input('targets', 'float64', shape);
  const teachers = Object.entries(soft).map(([name, { weight }]) => ({
    from: graph.input(name, 'float64', shape),
    weight,
  }));
  const loss = objective('class', z, y, { labels, temperature, soft: teachers });
  graph.output('loss', loss);
  graph.output('gradient', gradients(loss, [z])[0]!);
  const given = Object.entries(soft).map(([name, { logits }]) => [name, logits]);
  const results = await (await compiled(graph))({ logits: outputs, targets, ...Object.fromEntries(given) });
  return { loss: results.loss![0]!, gradient: results.gradient! };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const entropyOfLabels = sum(softmaxOf(logits, 1).map((p, i) => -targets[i]! * Math.log(p))) / BATCH;

describe('the objective', () => {
  test('is the cross-entropy, whose gradient is (p - y) / batch', async () => {
    const { loss, gradient } = await lossAndGradient({ labels: 1, temperature: 1, soft: {} });
    const p = softmaxOf(logits, 1);
    expect(loss).toBeCloseTo(entropyOfLabels, 12);
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo((p[i]! - targets[i]!) / BATCH, 12);
    });
  });

  test('smooths labels as (1 - e) y + e / classes', async () => {
    const graph = new Graph();
    const [z, y] = ['logits', 'targets'].map((name) => graph.input(name, 'float64', shape)) as [Tensor, Tensor];
    graph.output('loss', crossEntropy(z, smoothed(y, 0.1)));
    const p = softmaxOf(logits, 1);
    const expected = sum(p.map((each, i) => -(0.9 * targets[i]! + 0.1 / CLASSES) * Math.log(each))) / BATCH;
    const { loss } = await (await compiled(graph))({ logits, targets });
    expect(loss![0]).toBeCloseTo(expected, 12);
  });

  test.each([
    { weight: 0.7, temperature: 1 },
    { weight: 0.5, temperature: 5 },
    { weight: 1, temperature: 2 },
    { weight: 0, temperature: 3 },
  ])('is (1 - w) CE + w t^2 KL at $weight and $temperature, with the gradient of the closed form', async (settings) => {
    const { weight, temperature } = settings;
    const { loss, gradient } = await lossAndGradient({
      labels: 1 - weight,
      temperature,
      soft: { teacher: { logits: teacher, weight } },
    });
    const p = softmaxOf(logits, 1);
    const soft = softmaxOf(logits, temperature);
    const taught = softmaxOf(teacher, temperature);
    const divergence = sum(taught.map((q, i) => q * Math.log(q / soft[i]!))) / BATCH;
    expect(loss).toBeCloseTo((1 - weight) * entropyOfLabels + weight * temperature ** 2 * divergence, 10);
    gradient.forEach((value, i) => {
      const labels = p[i]! - targets[i]!;
      const softened = temperature * (soft[i]! - taught[i]!);
      expect(value).toBeCloseTo(((1 - weight) * labels + weight * softened) / BATCH, 10);
    });
  });

  /** What a search says of distillation, as it would be written in a file. */
  function distillOf(written: string): Distill {
    const { searches, diagnostics } = compile(
      `supernet S { input image: image[1, 8, 8]; elastic width in [2, 4]; conv(width, kernel: 3); global_pool; linear(${CLASSES}) }
dataset D { images "pictures"; validation 10% }
search Q { space S; data D; maximize accuracy; minimize macs
  finetune { epochs 1; optimizer adamw(1e-3); sample largest, random(1); distill from ${written} } }`,
      { file: 'some.lithe' },
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    return searches[0]!.finetune!.distill!;
  }

  const strong = 'weights "t.safetensors" as huggingface_bert';
  test.each([
    ['largest(weight: 0.7, labels: 0.3)', [0, 0]],
    [`teacher(weight: 0.7) ${strong}`, [1, 1]],
    [`teacher(weight: 0.7, share: 0.6) ${strong}`, [0.6, 0.6]],
    [`teacher(weight: 0.7, until: 50%) ${strong}`, [1, 0]],
    [`teacher(weight: 0.7, share: 0.6, until: 50%) ${strong}`, [0.6, 0]],
  ] as const)(
    "is InstaTune's, of the largest network and another one, where it is from %s",
    async (written, shares) => {
      const a = 0.3;
      const distill = distillOf(written);
      // L, S and T: the outputs of the largest network, of the sampled one and of the strong teacher.
      const [l, s, t] = [teacher, logits, teacher.map((value, i) => value * Math.cos(i))];
      const ce = (from: readonly number[]): number =>
        sum(softmaxOf(from, 1).map((p, i) => -targets[i]! * Math.log(p))) / BATCH;
      const kl = (student: readonly number[], taughtBy: readonly number[]): number => {
        const [p, q] = [softmaxOf(taughtBy, 1), softmaxOf(student, 1)];
        return sum(p.map((each, i) => each * Math.log(each / q[i]!))) / BATCH;
      };
      for (const [half, g] of shares.entries()) {
        expect(teacherShare(distill, 4 + half, 10)).toBe(g);
        const lossOf = async (network: 'largest' | 'other') => {
          const { soft, ...rest } = lessonOf(distill, network, g);
          const taught = soft.map(({ from, weight }) => [from, { logits: { largest: l, teacher: t }[from], weight }]);
          const outputs = network === 'largest' ? l : s;
          return (await lossAndGradient({ ...rest, soft: Object.fromEntries(taught) }, outputs)).loss;
        };
        const whole = a * (ce(l) + ce(s)) + (1 - a) * (g * kl(l, t) + (1 - g) * kl(s, l) + g * kl(s, t));
        expect((await lossOf('largest')) + (await lossOf('other'))).toBeCloseTo(whole, 10);
      }
    },
  );
});
