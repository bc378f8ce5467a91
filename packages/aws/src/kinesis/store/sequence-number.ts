// Sequence numbers have 56 digits, as those of Kinesis have, and grow within a shard:
//   49 | creation of the stream, 13 digits of milliseconds | shard, 6 digits | 19 zeros | ordinal, 16 digits

const ORDINAL_DIGITS = 16;

/** Makes and reads the sequence numbers of one shard. */
export interface SequenceNumbers {
  /** The number of a record; ordinal 0 gives the shard's starting number, which no record has. */
  format(ordinal: number): string;
  /** The ordinal inside a number, or undefined when it is none of this shard. */
  parse(sequenceNumber: string): number | undefined;
}

export function sequenceNumbers(createdMillis: number, shardIndex: number): SequenceNumbers {
  const created = String(createdMillis).padStart(13, '0');
  const prefix = `49${created}${String(shardIndex).padStart(6, '0')}${'0'.repeat(19)}`;
  return {
    format: (ordinal) => prefix + String(ordinal).padStart(ORDINAL_DIGITS, '0'),
    parse(sequenceNumber) {
      const ordinal = sequenceNumber.slice(prefix.length);
      const isOurs = sequenceNumber.startsWith(prefix) && ordinal.length === ORDINAL_DIGITS && /^\d+$/.test(ordinal);
      return isOurs ? Number(ordinal) : undefined;
    },
  };
}
