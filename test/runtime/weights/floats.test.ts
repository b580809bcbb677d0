import { describe, expect, test } from 'vitest';
import { toFloat32 } from '../../../runtime/weights/floats.ts';

const bits = (...halves: number[]) => new Uint8Array(Uint16Array.from(halves).buffer);

describe('numbers of every floating-point format become float32', () => {
  test('half precision, with its least, largest, infinite and missing numbers (IEEE 754)', () => {
    const found = toFloat32(
      bits(0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e00),
      'F16',
    );
    const least = 2 ** -24;
    expect([...found]).toEqual([0, -0, least, 1023 * least, 2 ** -14, 1, -2, 65504, Infinity, -Infinity, Number.NaN]);
  });

  test('the upper half of a float32', () => {
    const found = toFloat32(bits(0x3f80, 0xc040, 0x0001, 0x7f80, 0x7fc0), 'BF16');
    expect([...found]).toEqual([1, -3, 2 ** -133, Infinity, Number.NaN]);
  });

  test('eight bits (Micikevicius et al. 2022, table 1)', () => {
    const e4m3 = toFloat32(Uint8Array.of(0x00, 0x01, 0x38, 0x7e, 0x7f, 0xff, 0xc0), 'F8_E4M3');
    expect([...e4m3]).toEqual([0, 2 ** -9, 1, 448, Number.NaN, Number.NaN, -2]);
    const e5m2 = toFloat32(Uint8Array.of(0x01, 0x3c, 0x7b, 0x7c, 0x7d, 0xfc), 'F8_E5M2');
    expect([...e5m2]).toEqual([2 ** -16, 1, 57344, Infinity, Number.NaN, -Infinity]);
  });

  test('double precision is rounded, and bytes may begin anywhere', () => {
    const doubles = new Uint8Array(Float64Array.of(0.1, -1e300, 2).buffer);
    expect([...toFloat32(doubles, 'F64')]).toEqual([Math.fround(0.1), -Infinity, 2]);
    const shifted = Buffer.concat([Buffer.alloc(3), Buffer.from(Float32Array.of(1.5, -2).buffer)]).subarray(3);
    expect([...toFloat32(shifted, 'F32')]).toEqual([1.5, -2]);
  });
});
