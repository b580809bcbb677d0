import { array, assert, boolean, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frontCsv } from '../../../../runtime/run/front/csv.ts';
import { frontJson } from '../../../../runtime/run/front/json.ts';
import { frontPicture } from '../../../../runtime/run/front/picture.ts';
import { axisUnit, formatMetric } from '../../../../runtime/run/front/quantity.ts';
import { stairs } from '../../../../runtime/run/front/stairs.ts';
import { frontSvg } from '../../../../runtime/run/front/svg.ts';
import { frontTable } from '../../../../runtime/run/front/table.ts';
import { exampleFront } from './example.ts';

describe('the stairs of a front', () => {
  test('bound what is dominated: below and right of every sub-network, nothing more', () => {
    const spots = array(record({ x: integer({ min: 0, max: 9 }), y: integer({ min: 0, max: 9 }) }), { minLength: 1 });
    assert(
      property(spots, boolean(), boolean(), (points, minimizeX, maximizeY) => {
        const corners = stairs(points, minimizeX, maximizeY);
        const dominates = (a: { x: number; y: number }, b: { x: number; y: number }): boolean =>
          (minimizeX ? a.x <= b.x : a.x >= b.x) && (maximizeY ? a.y >= b.y : a.y <= b.y);
        for (const corner of corners) expect(points.some((point) => dominates(point, corner))).toBe(true);
        const isStrictlyBetter = (a: { x: number; y: number }, b: { x: number; y: number }): boolean =>
          dominates(a, b) && a.x !== b.x && a.y !== b.y;
        for (const point of points) expect(corners.some((corner) => isStrictlyBetter(point, corner))).toBe(false);
        corners.slice(1).forEach((corner, index) => {
          expect(corner.x >= corners[index]!.x).toBe(true);
          expect(corner.x === corners[index]!.x || corner.y === corners[index]!.y).toBe(true);
        });
      }),
    );
  });
});

describe('quantities', () => {
  test('stand with their unit', () => {
    expect(formatMetric('accuracy', 0.97625)).toBe('97.63 %');
    expect(formatMetric('macs', 4_213_000)).toBe('4.21 M MACs');
    expect(formatMetric('params', 265_000)).toBe('265 k');
    expect(formatMetric('bytes', 2_500_000)).toBe('2.50 MB');
    expect(formatMetric('bytes', 512)).toBe('512 B');
    expect(axisUnit('macs', 17e9)).toEqual({ scale: 1e9, unit: 'G MACs' });
  });
});

describe('a front', () => {
  test('as a table names the knee and the ends of the space', () => {
    expect(frontTable(exampleFront).split('\n')).toEqual([
      'id  accuracy         macs  params',
      ' 4   94.10 %  3.10 M MACs  63.3 k',
      ' 9   95.70 %  4.00 M MACs  81.6 k',
      ' 2   96.90 %  5.20 M MACs   106 k  knee',
      '11   97.40 %  7.90 M MACs   161 k',
      ' 3   97.80 %  12.1 M MACs   247 k',
      ' 1   97.90 %  13.0 M MACs   265 k  largest of the space',
      '12   93.00 %  2.90 M MACs  59.2 k  smallest of the space',
    ]);
  });

  test('as comma-separated values has a column for every decision of any member', () => {
    const [header, ...rows] = frontCsv(exampleFront).trimEnd().split('\n');
    expect(header).toBe('id,accuracy,correct,count,macs,params,depth,layer[0].heads');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatch(/^4,0\.941,941,1000,3100000,[\d.]+,2,$/);
    expect(rows[2]).toMatch(/^2,.*,3,2$/);
  });

  test('as JSON is what the contract says', () => {
    expect(frontJson(exampleFront)).toMatchObject({
      objectives: [
        { name: 'accuracy', goal: 'maximize' },
        { name: 'macs', goal: 'minimize' },
      ],
      reference: { accuracy: 0.9, macs: 13_000_000 },
      hypervolume: 0.61234,
    });
  });

  test('as a terminal picture marks every member, the knee and the control', () => {
    const picture = frontPicture(exampleFront);
    const plot = picture.split('\n').slice(1, 19).join('\n');
    expect(plot.match(/●/g)).toHaveLength(4);
    expect(plot.match(/◆/g)).toHaveLength(1);
    expect(plot.match(/○/g)).toHaveLength(3);
    expect(plot.match(/┘/g)).toHaveLength(4);
    expect(picture).toContain('multiply-accumulates, M MACs');
    expect(Math.max(...picture.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('as an SVG has a title, axes with units, and a mark a member', () => {
    const svg = frontSvg({ ...exampleFront, search: 'A<B' });
    expect(svg.match(/class="member"/g)).toHaveLength(5);
    expect(svg.match(/class="drawn"/g)).toHaveLength(3);
    expect(svg).toContain('multiply-accumulates (M MACs)');
    expect(svg).toContain('validation accuracy (%)');
    expect(svg).toContain('A&lt;B');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of one sub-network, of none and of one objective is drawn without nonsense', () => {
    const single = { ...exampleFront, points: exampleFront.points.slice(0, 1), evaluated: [] };
    const none = { ...exampleFront, points: [], evaluated: [] };
    const flat = { ...exampleFront, objectives: exampleFront.objectives.slice(0, 1) };
    for (const front of [single, none, flat]) {
      expect(`${frontSvg(front)}${frontPicture(front)}${frontTable(front)}`).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
