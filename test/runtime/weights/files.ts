/** A safetensors file of float32 tensors, or of bytes given as they are with their dtype. */
export function safetensors(
  tensors: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly data: Float32Array | Uint8Array; readonly dtype?: string }
    >
  >,
): Uint8Array {
  const header: Record<string, unknown> = {};
  const parts: Buffer[] = [];
  let end = 0;
  for (const [name, { shape, data, dtype = 'F32' }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }
  return withHeader(header, Buffer.concat(parts));
}

/** Any header before any bytes. */
export function withHeader(header: unknown, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
