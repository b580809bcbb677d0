import { strategies } from './read-explore.ts';
import { networks, optimizers, orders, schedules, teachers } from './read-finetune.ts';
import { augmentations, resizes } from './read-images.ts';
import type { Parameter, Recipes } from './recipe.ts';

/** What may be called by a setting, with its parameters. */
export interface RecipeDescription {
  readonly documentation: string;
  readonly parameters: Readonly<Record<string, ParameterDescription>>;
}

export interface ParameterDescription {
  readonly documentation: string;
  /** Absent: it must be given. */
  readonly default?: number;
}

const parameterDocumentation: Readonly<Record<string, string>> = {
  rate: 'Learning rate.',
  decay: 'Weight decay.',
  beta1: 'Decay of the running mean of gradients.',
  beta2: 'Decay of the running mean of squared gradients.',
  epsilon: 'Added to the denominator.',
  momentum: 'Share of the last change that is kept.',
  warmup: 'Share of the steps in which the rate rises from 0.',
  count: 'How many.',
  weight: 'Weight of the soft targets; the labels have the rest.',
  labels: "Weight of the labels in the largest network's own loss; in InstaTune's loss it is 1 - weight.",
  until: 'Share of the steps after which the largest network alone teaches.',
  temperature: 'Divides the logits of both before they are compared.',
  evaluations: 'Sub-networks that are evaluated on the final weights.',
  per_epoch: 'Sub-networks that are evaluated after each epoch but the last.',
  population: 'Sub-networks in each generation.',
  initial: 'Sub-networks that are evaluated before the first prediction.',
  batch: 'Sub-networks that are chosen at a time.',
  pixels: 'The most pixels that an image is moved by.',
  share:
    "Of images, how many are flipped; of a side, how much is kept; of soft targets, how much is the teacher's, where the " +
    'largest network has the rest.',
  area: 'The least share of the area.',
};

/** The methods of every setting that takes some, by the setting's name. */
export const recipeDescriptions: Readonly<Record<string, Readonly<Record<string, RecipeDescription>>>> = {
  optimizer: described(optimizers, {
    adamw: 'Adam with decoupled weight decay (Loshchilov and Hutter 2019).',
    sgd: 'Stochastic gradient descent with momentum.',
  }),
  schedule: described(schedules, {
    constant: 'The same rate throughout, after the warm-up.',
    linear: 'Falls in a line to 0.',
    cosine: 'Falls along half a cosine to 0 (Loshchilov and Hutter 2017).',
  }),
  sample: described(networks, {
    largest: 'Every decision at its largest value.',
    smallest: 'Every decision at its smallest value.',
    random: 'Sub-networks drawn anew for every step.',
  }),
  reorder: described(orders, {
    importance: 'By the L1 norm of the weights that read a channel, the largest first (Cai et al. 2020).',
  }),
  distill: described(teachers, {
    largest:
      "The largest network teaches the sampled ones; it learns from the labels alone (InstaTune's low-cost teacher).",
    teacher:
      "A model that is fine-tuned already, of the largest network's architecture, teaches all (InstaTune's strong teacher).",
  }),
  explore: described(strategies, {
    random: 'Sub-networks drawn at random.',
    nsga2: 'Evolution by non-dominated sorting and crowding distance (Deb et al. 2002).',
    linas: 'Evolution on a cheap predictor, which what is measured improves (Cummings et al. 2022).',
    hvi: 'Batches chosen by the expected gain of hypervolume under a Gaussian process.',
  }),
  control: described({ random: {} }, { random: 'As many sub-networks, drawn at random.' }),
  augment: described(augmentations, {
    shift: 'Moves an image by up to so many pixels in each direction, as a crop after padding does.',
    flip: 'Exchanges left and right.',
    crop: 'A random part of the image, scaled to its whole size (Szegedy et al. 2015).',
  }),
  resize: described(resizes, {
    stretch: 'Both sides by their own scale.',
    crop: "The central part of the network's shape.",
  }),
};

function described<Table extends Recipes>(
  recipes: Table,
  documentation: Readonly<Record<keyof Table & string, string>>,
): Readonly<Record<string, RecipeDescription>> {
  return Object.fromEntries(
    Object.entries(recipes).map(([name, parameters]) => [
      name,
      {
        documentation: documentation[name as keyof Table & string],
        parameters: Object.fromEntries(
          Object.entries(parameters).map(([parameter, given]) => [parameter, ofParameter(parameter, given)]),
        ),
      },
    ]),
  );
}

function ofParameter(name: string, given: Parameter): ParameterDescription {
  const documentation = parameterDocumentation[name] ?? '';
  return given.default === undefined ? { documentation } : { documentation, default: given.default };
}
