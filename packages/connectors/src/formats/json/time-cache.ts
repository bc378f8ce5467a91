import { daysInMonth, daysOfCivil } from '@riffle/columns';

const ZERO = 0x30;
const MINUS = 0x2d;
const COLON = 0x3a;

/**
 * Dates and minutes read from text. Records follow each other in time, so the text is mostly the one read last and is
 * compared in words, not read again.
 */
export class TimeCache {
  #date0 = 0;
  #date1 = 0;
  #date2 = 0;
  #days = Number.NaN;
  #minute0 = 0;
  #minute1 = 0;
  #millis = Number.NaN;

  /** `2026-01-31` at `at` as days since the epoch; NaN when it is no such date. The ten bytes must be there. */
  days(view: DataView, at: number): number {
    const date0 = view.getInt32(at, true);
    const date1 = view.getInt32(at + 4, true);
    const date2 = view.getInt16(at + 8, true);
    if (date0 !== this.#date0 || date1 !== this.#date1 || date2 !== this.#date2) {
      this.#date0 = date0;
      this.#date1 = date1;
      this.#date2 = date2;
      this.#days = readDays(view, at);
    }
    return this.#days;
  }

  /** `10:00:` at `at` in milliseconds of the day; NaN when it is none. Eight bytes must be there. */
  minute(view: DataView, at: number): number {
    const minute0 = view.getInt32(at, true);
    const minute1 = view.getInt16(at + 4, true);
    if (minute0 !== this.#minute0 || minute1 !== this.#minute1) {
      this.#minute0 = minute0;
      this.#minute1 = minute1;
      const hour = twoDigits(view, at);
      const minute = twoDigits(view, at + 3);
      const wellFormed = hour < 24 && minute < 60 && view.getUint8(at + 2) === COLON && view.getUint8(at + 5) === COLON;
      this.#millis = wellFormed ? (hour * 60 + minute) * 60_000 : Number.NaN;
    }
    return this.#millis;
  }
}

function readDays(view: DataView, at: number): number {
  const year = twoDigits(view, at) * 100 + twoDigits(view, at + 2);
  const month = twoDigits(view, at + 5);
  const day = twoDigits(view, at + 8);
  const wellFormed = view.getUint8(at + 4) === MINUS && view.getUint8(at + 7) === MINUS && year >= 0;
  return wellFormed && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? daysOfCivil(year, month, day)
    : Number.NaN;
}

/** Two digits as a number; NaN when they are none. */
function twoDigits(view: DataView, at: number): number {
  const tens = view.getUint8(at) - ZERO;
  const ones = view.getUint8(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
