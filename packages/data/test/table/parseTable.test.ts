import { DataError, ParameterError } from "@surprisal/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTable, type ParseTableOptions, type Table } from "../../src/index.ts";

const rowsOf = (table: Table): string[][] =>
  Array.from({ length: table.rowCount }, (_, i) => table.columnNames.map((name) => table.column(name)[i] as string));

const messageOf = (text: string, options?: ParseTableOptions): string => {
  try {
    parseTable(text, { name: "x.csv", ...options });
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
};

/** A writer of its own: it quotes what must be quoted, and counts its lines. */
function write(
  rows: readonly (readonly string[])[],
  delimiter: string,
  end: string,
): { text: string; lineNumbers: number[] } {
  let text = "";
  const lineNumbers: number[] = [];
  for (const row of rows) {
    lineNumbers.push(text.split("\n").length);
    const fields = row.map((cell) =>
      [delimiter, '"', "\r", "\n"].some((special) => cell.includes(special)) || row.join("") === ""
        ? `"${cell.replaceAll('"', '""')}"`
        : cell,
    );
    text += fields.join(delimiter) + end;
  }
  return { text, lineNumbers };
}

describe("what is written is read", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 6 }).filter((text) => !text.includes("\0")),
    fc.string({ unit: fc.constantFrom('"', ",", "\t", "\n", "\r", "\r\n", " ", "x"), maxLength: 6 }),
  );
  const input = fc.record({
    rows: fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      ),
    delimiter: fc.constantFrom(",", "\t", ";", "|"),
    end: fc.constantFrom("\n", "\r\n"),
    mark: fc.constantFrom("", "\uFEFF"),
    hasLastEnd: fc.boolean(),
  });

  test("cells and line numbers", () => {
    fc.assert(
      fc.property(input, ({ rows, delimiter, end, mark, hasLastEnd }) => {
        const names = Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => `c${i}`);
        const { text, lineNumbers } = write([names, ...rows], delimiter, end);
        const table = parseTable(mark + (hasLastEnd ? text : text.slice(0, -end.length)), {
          delimiter: delimiter as ",",
        });
        expect(rowsOf(table)).toEqual(rows);
        expect(Array.from(table.lineNumbers)).toEqual(lineNumbers.slice(1));
      }),
      { numRuns: 500 },
    );
  });
});

describe("line numbers", () => {
  test("breaks in quotes count once, whether \\n or \\r\\n", () => {
    const text = 'a,b\r\n1,"x\r\ny\r\n"\r\n3,"p\nq"\r\n\r\n\r\n5,6';
    expect(Array.from(parseTable(text).lineNumbers)).toEqual([2, 5, 9]);
  });

  test("empty lines count, but are no rows", () => {
    const table = parseTable("\n\na,b\n\n1,2\n\n\n3,4\n\n");
    expect(Array.from(table.lineNumbers)).toEqual([5, 8]);
  });

  test("with trim, lines of spaces are empty too", () => {
    expect(Array.from(parseTable("a,b\n \n1,2\n", { trim: true }).lineNumbers)).toEqual([3]);
  });

  test("errors behind a break in quotes and empty lines name their own line", () => {
    expect(messageOf('a,b\r\n"x\r\ny",2\r\n\r\n1,2,3\r\n')).toBe("x.csv, line 5: 3 fields, expected 2");
    expect(messageOf('a,b\n"x\ny",2\n\n\n1,"2\n\n')).toBe(
      "x.csv, line 6: the quote that opens field 2 is never closed",
    );
  });

  test("old line ends: \\r alone, but only where there is no \\n", () => {
    expect(rowsOf(parseTable("a,b\r1,2\r3,4"))).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(rowsOf(parseTable("a,b\n1,x\ry\n"))).toEqual([["1", "x\ry"]]);
  });

  test("line ends can be mixed", () => {
    expect(rowsOf(parseTable("a,b\r\n1,2\n3,4\r\n"))).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });
});

describe("options", () => {
  test("an empty cell of a one-column table is a row if it is quoted", () => {
    expect(rowsOf(parseTable('a\n\n""\n5\n'))).toEqual([[""], ["5"]]);
  });

  test("a file without header, with a line of its own kind, as in UCI's adult", () => {
    const text = "|1x3 Cross validator\n39, State-gov, <=50K.\n50, ?, >50K.\n\n";
    const table = parseTable(text, { columns: ["age", "work", "label"], trim: true, skipRowsWithOtherWidth: true });
    expect(rowsOf(table)).toEqual([
      ["39", "State-gov", "<=50K."],
      ["50", "?", ">50K."],
    ]);
    expect(Array.from(table.lineNumbers)).toEqual([2, 3]);
  });

  test("trim keeps what is in quotes, and empty fields between tabs", () => {
    expect(rowsOf(parseTable('a,b\n 1 , " x " \n', { trim: true }))).toEqual([["1", " x "]]);
    expect(rowsOf(parseTable("a\tb\n1\t\n \t2\n\t\n", { delimiter: "\t", trim: true }))).toEqual([
      ["1", ""],
      ["", "2"],
      ["", ""],
    ]);
  });

  test("without quotes, quotes are letters", () => {
    expect(rowsOf(parseTable('a\tb\n"x\ty"z"\n', { delimiter: "\t", quote: false }))).toEqual([['"x', 'y"z"']]);
  });

  test("names that are properties of every object are names like others", () => {
    const table = parseTable("__proto__,constructor\n1,2\n");
    expect(table.column("__proto__")).toEqual(["1"]);
    expect(() => table.column("toString")).toThrow(DataError);
  });

  test("options that cannot be meant are refused", () => {
    expect(() => parseTable("1,2\n", { header: false })).toThrow(ParameterError);
    expect(() => parseTable("a\n1\n", { header: true, columns: ["a"] })).toThrow(ParameterError);
    expect(() => parseTable("1,2\n", { columns: ["a", "a"] })).toThrow('parseTable: two columns are named "a"');
    expect(() => parseTable("1,2\n", { columns: [] })).toThrow(ParameterError);
    expect(() => parseTable("a\n1\n", { delimiter: "\n" as "," })).toThrow(ParameterError);
  });
});

describe("errors", () => {
  test.each<[string, string, string]>([
    ["too many fields", "a,b\n1,2\n1,2,3\n", "x.csv, line 3: 3 fields, expected 2"],
    ["too few", "a,b\n1\n", "x.csv, line 2: 1 field, expected 2"],
    ["nothing", "", "x.csv: empty, expected a row of column names and rows below it"],
    ["only a mark", "\uFEFF\n\n", "x.csv: empty, expected a row of column names and rows below it"],
    ["no rows", "a,b\n", "x.csv: no rows below the column names, expected at least one"],
    ["two names alike", "a,b,a\n1,2,3\n", 'x.csv, line 1: two columns are named "a"'],
    ["no name", "a,,c\n1,2,3\n", "x.csv, line 1: column 2 has no name"],
    ["never closed", 'a,b\n1,2\n1,"x\n2,3\n', "x.csv, line 3: the quote that opens field 2 is never closed"],
    [
      "goes on",
      'a,b\n"x"y,2\n',
      "x.csv, line 2: field 1 goes on after its closing quote; a quote inside of quotes is written twice",
    ],
    [
      "begins late",
      'a,b\n1,5" disk\n',
      "x.csv, line 2: field 2 has a quote in it but does not begin with one; quote the field, or read without quotes",
    ],
    ["binary", "a,b\n1,\0\n", "x.csv, line 2: a NUL character, expected text; is this a binary file?"],
  ])("%s", (_, text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  test("no rows, where all have another width and are skipped", () => {
    const options = { columns: ["a"], skipRowsWithOtherWidth: true };
    expect(messageOf("1,2\n3,4\n", options)).toBe("x.csv: no rows, expected at least one");
  });

  test("a missing column: those that exist, the nearest first", () => {
    const table = parseTable("island,body_mass_g,species\n1,2,3\n", { name: "x.csv" });
    expect(() => table.column("Specis")).toThrow(
      'x.csv: no column "Specis", expected one of "species", "island", "body_mass_g"',
    );
  });
});
