import { parquetWriteBuffer } from 'hyparquet-writer';

/** The bytes of a Parquet file of columns of texts. */
export function parquetOf(columns: Readonly<Record<string, string[]>>): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, data]) => ({ name, data, type: 'STRING' as const })),
    }),
  );
}
