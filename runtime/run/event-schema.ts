import { z } from 'zod';

const time = z.iso.datetime();
const whole = z.number().int().nonnegative();
const source = z.enum(['search', 'control', 'reference']);

/** A loss that has diverged is NaN, which JSON holds as null. */
const loss = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** The run events of events.ts as a check on what a file holds. */
export const runEventSchema = z.discriminatedUnion('event', [
  z.object({ time, event: z.literal('started'), process: whole }),
  z.object({ time, event: z.literal('resumed'), process: whole, step: whole }),
  z.object({ time, event: z.literal('phase'), phase: z.enum(['finetune', 'search', 'control', 'test']) }),
  z.object({
    time,
    event: z.literal('step'),
    step: whole,
    steps: whole,
    epoch: z.number().nonnegative(),
    loss,
    sampledLoss: loss,
    rate: z.number(),
  }),
  z.object({
    time,
    event: z.literal('epoch'),
    epoch: whole,
    epochs: whole,
    loss,
    metric: z.string(),
    largest: z.number(),
    smallest: z.number(),
  }),
  z.object({ time, event: z.literal('opened'), step: whole, decisions: z.array(z.string()) }),
  z.object({ time, event: z.literal('checkpoint'), step: whole, file: z.string() }),
  z.object({ time, event: z.literal('best'), epoch: whole, file: z.string() }),
  z.object({ time, event: z.literal('settled'), epoch: whole, epochs: whole, best: whole }),
  z.object({
    time,
    event: z.literal('evaluation'),
    id: whole,
    source,
    epoch: whole,
    config: z.record(z.string(), z.union([z.number(), z.string()])),
    metrics: z.record(z.string(), z.number()),
  }),
  z.object({
    time,
    event: z.literal('round'),
    source,
    epoch: whole,
    evaluations: whole,
    budget: whole,
    hypervolume: z.number(),
    front: z.array(whole),
  }),
  z.object({ time, event: z.literal('test'), id: whole, metrics: z.record(z.string(), z.number()) }),
  z.object({ time, event: z.literal('interrupted') }),
  z.object({ time, event: z.literal('failed'), message: z.string() }),
  z.object({
    time,
    event: z.literal('finished'),
    hypervolume: z.number(),
    controlHypervolume: z.number().exactOptional(),
    seconds: z.number(),
  }),
]);
