import type { ElementFormat } from '../../language/index.ts';

/** The float that a number of 8 or 16 bits stands for. */
type Decoder = (bits: number) => number;

/** How bits become a float: sign, exponent of `exponent` bits, and a fraction of what is left of `bits` (IEEE 754). */
function small(bits: number, exponent: number, infinite: boolean): Decoder {
  const fraction = bits - 1 - exponent;
  const bias = 2 ** (exponent - 1) - 1;
  return (code) => {
    const sign = code >> (bits - 1) === 0 ? 1 : -1;
    const raised = (code >> fraction) & (2 ** exponent - 1);
    const part = code & (2 ** fraction - 1);
    const isLast = raised === 2 ** exponent - 1;
    if (isLast && infinite) return part === 0 ? sign * Infinity : Number.NaN;
    // E4M3 has no infinities: only the code of all ones is not a number (Micikevicius et al. 2022).
    if (isLast && part === 2 ** fraction - 1) return Number.NaN;
    return raised === 0
      ? sign * part * 2 ** (1 - bias - fraction)
      : sign * (1 + part / 2 ** fraction) * 2 ** (raised - bias);
  };
}

const decoders: Partial<Record<ElementFormat, Decoder>> = {
  F16: small(16, 5, true),
  F8_E5M2: small(8, 5, true),
  F8_E4M3: small(8, 4, false),
};

/** What each code of a format is, computed once. */
const tables = new Map<ElementFormat, Float32Array>();

/** Little-endian numbers of a floating-point format as float32; F64 is rounded. Throws where the format is no float. */
export function toFloat32(bytes: Uint8Array, format: ElementFormat): Float32Array {
  // A copy of the right alignment; the rest reads it as the machine does, and all that run Node are little-endian.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const view = <View>(Kind: new (buffer: ArrayBufferLike, at: number, count: number) => View, size: number): View =>
    new Kind(aligned.buffer, aligned.byteOffset, aligned.byteLength / size);
  if (format === 'F32') return view(Float32Array, 4);
  if (format === 'F64') return Float32Array.from(view(Float64Array, 8));
  if (format === 'BF16') {
    // The upper half of a float32.
    const words = Uint32Array.from(view(Uint16Array, 2), (half) => half << 16);
    return new Float32Array(words.buffer);
  }
  const decode = decoders[format];
  if (decode === undefined) throw new Error(`${format} holds no floating-point numbers`);
  const codes = format === 'F16' ? view(Uint16Array, 2) : aligned;
  let known = tables.get(format);
  if (known === undefined) {
    known = Float32Array.from({ length: format === 'F16' ? 65536 : 256 }, (_, code) => decode(code));
    tables.set(format, known);
  }
  const table = known;
  return Float32Array.from(codes, (code) => table[code]!);
}
