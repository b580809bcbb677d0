/** One sample of a table. */
export interface Row {
  /** `line 5` or `row 4`, for messages. */
  readonly place: string;
  /** In the order of the columns asked for: strings, or what JSON and Parquet have instead. */
  readonly values: readonly unknown[];
}

/** Length of one row: a file whose next line end never comes is not read whole into memory. */
export const MOST_CHARACTERS = 2 ** 24;
