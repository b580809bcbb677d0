import { check } from './check.ts';

export const weightsAreTakenOnce = check({
  code: 'weights-taken-twice',
  severity: 'error',
  explanation: 'One tensor of the network is one tensor of the file.',
  message: (path: string, [first, second]: readonly [string, string]) =>
    `both \`${first}\` and \`${second}\` of the weights are \`${path}\`; make the name map tell them apart`,
  example: `
    supernet Net {
      weights «"two-heads.safetensors"» { "{a|b}.weight" -> label.weight }
      input features: vector[8]
      label: linear(2, bias: false)
    }`,
  corrected: `
    supernet Net {
      weights "two-heads.safetensors" { "{a|b}.weight" -> {first|second}.weight }
      input features: vector[8]
      first: linear(2, bias: false)
      from features
      second: linear(2, bias: false)
      sum(first, second)
    }`,
});
