// Workbooks byte by byte, also such as no program writes.
import { deflateRawSync } from 'node:zlib';

export interface Part {
  name: string;
  text: string | Buffer;
  /** What the archive says that it unpacks to; the truth where nothing is said. */
  announced?: number;
}

/** A ZIP archive of these parts. */
export function zipOf(parts: readonly Part[]): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, text, announced } of parts) {
    const raw = Buffer.from(text as string);
    const [data, title] = [deflateRawSync(raw), Buffer.from(name)];
    const size = announced ?? raw.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(8, 8);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(8, 10);
    for (const [header, from] of [[local, 18] as const, [entry, 20] as const]) {
      header.writeUInt32LE(data.length, from);
      header.writeUInt32LE(size, from + 4);
      header.writeUInt16LE(title.length, from + 8);
    }
    entry.writeUInt32LE(at, 42);
    bodies.push(local, title, data);
    directory.push(entry, title);
    at += 30 + title.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const XML = 'http://schemas.openxmlformats.org';

/** A workbook with one sheet, `channels`, whose file is this. */
export const workbookOf = (sheet: string | Buffer, announced?: number): Buffer =>
  zipOf([
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns="${XML}/spreadsheetml/2006/main" xmlns:r="${XML}/officeDocument/2006/relationships"><sheets><sheet name="channels" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships xmlns="${XML}/package/2006/relationships"><Relationship Id="rId1" Type="${XML}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: sheet, ...(announced === undefined ? {} : { announced }) },
  ]);

/** A sheet with these texts in these places. */
export const sheetOf = (cells: Record<string, string>, before = ''): string =>
  `${before}<worksheet xmlns="${XML}/spreadsheetml/2006/main"><sheetData><row>${Object.entries(cells)
    .map(([place, text]) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('')}</row></sheetData></worksheet>`;
