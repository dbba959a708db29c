/**
 * What a record holds under a key that comes from a trace, where `constructor` and `toString` are
 * words like any others: undefined for what it only inherits.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
