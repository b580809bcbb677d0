import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const weightsMapIsKnown = check({
  code: 'unknown-weights-map',
  severity: 'error',
  explanation:
    'A name map is declared with `map` in the file or in one that it imports, or is one of the standard library.',
  message: (name: string, known: readonly string[]) =>
    `there is no name map \`${name}\`${suggestion(name, known) || `; there are ${list(known)}`}`,
  fixes: (place, [name, known]) => respell(place, 'map', name, known),
  example: `
    supernet Net {
      weights "classifier.safetensors" as «huggingface_brt»
      input features: vector[8]
      label: linear(2)
    }`,
  corrected: `
    map Own { "{a|label}.{weight|bias}" -> label.{weight|bias} }
    supernet Net {
      weights "classifier.safetensors" as Own
      input features: vector[8]
      label: linear(2)
    }`,
});
