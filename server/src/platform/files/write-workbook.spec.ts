import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { type Value, workbookOf } from './write-workbook.js';

const ODD = `<&>"' \u0007 tab\t line\r\n 工单 😀 =1+1 ]]>`;

describe('a workbook', () => {
  it('reads back as it was written: numbers are numbers, what is not known is empty', async () => {
    const wide = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? i / 7 : null));
    const rows: Value[][] = [[ODD, -0.5, true, null], ['', 1e21, false, 0], wide];
    const titles = Array.from({ length: 30 }, (_, i) => `t${i}`);
    const made = await buffer(
      workbookOf([
        { name: 'a & b', titles, rows },
        { name: '二', titles: ['x'], rows: [] },
      ]),
    );
    const [first, second] = await readXlsxFile(made, { trim: false });
    expect([first!.sheet, second!.sheet]).toEqual(['a & b', '二']);
    expect(first!.data[0]).toEqual(titles);
    expect(first!.data[1]!.slice(0, 4)).toEqual([ODD.replace('\u0007', ''), -0.5, true, null]);
    expect(first!.data[2]!.slice(0, 4)).toEqual([null, 1e21, false, 0]);
    expect(first!.data[3]).toEqual(wide);
    expect(second!.data).toEqual([['x']]);
  });

  it('asks for rows as they are read, and for no more', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Value[]> {
      for (;;) {
        asked += 1;
        yield [`${Math.sin(asked)} ${Math.cos(asked)}`];
      }
    }
    const book = workbookOf([{ name: 'x', titles: ['x'], rows: endless() }]);
    let bytes = 0;
    for await (const piece of book as AsyncIterable<Buffer>) if ((bytes += piece.length) > 100_000) break;
    const then = asked;
    await new Promise((done) => setImmediate(done));
    expect(asked).toBeLessThan(200_000);
    expect(asked - then).toBeLessThan(5000);
  });

  it('ends with the error of its rows', async () => {
    // oxlint-disable-next-line require-yield -- it has none
    async function* broken(): AsyncGenerator<Value[]> {
      throw new Error('no longer wanted');
    }
    await expect(buffer(workbookOf([{ name: 'x', titles: ['x'], rows: broken() }]))).rejects.toThrow('no longer wanted');
  });
});
