import { describe, expect, it } from 'vitest';
import { connectorDefinitions, definitionLookup, findOption, formatDefinitions } from './definitions/index.ts';
import { checkOptionValue, parseChoice, parseDuration, parseMemorySize } from './option-values.ts';

describe('parseDuration', () => {
  it.each([
    ['1 min', 60_000],
    ['500ms', 500],
    ['10 S', 10_000],
    ['250', 250],
    ['2 days', 172_800_000],
    ['PT1M30S', 90_000],
    ['P1DT2H', 93_600_000],
    ['-PT0.5S', -500],
    ['1500 µs', 1],
    ['PT0.0015S', 1],
  ])('reads %s', (text, millis) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: millis });
  });

  it.each(['', 'min', '1 fortnight', 'PT', '1.5 s', '-1 s'])('refuses %j', (text) => {
    expect(parseDuration(text)).toEqual({
      ok: false,
      message: `'${text}' is not a length of time; write it as 10 s, 1 min or 500 ms.`,
    });
  });
});

describe('parseMemorySize', () => {
  it.each([
    ['128MB', 134_217_728],
    ['64 kb', 65_536],
    ['7', 7],
    ['1 gibibytes', 1_073_741_824],
  ])('reads %s', (text, bytes) => {
    expect(parseMemorySize(text)).toEqual({ ok: true, value: bytes });
  });

  it('refuses an unknown unit', () => {
    expect(parseMemorySize('1 pint')).toEqual({
      ok: false,
      message: "'1 pint' is not a size; write it as 64 kb, 128 mb or 1 gb.",
    });
  });
});

describe('parseChoice', () => {
  it('takes any letter case and underscores', () => {
    expect(parseChoice('trim-horizon', ['LATEST', 'TRIM_HORIZON'])).toEqual({ ok: true, value: 'TRIM_HORIZON' });
  });

  it('says what is meant', () => {
    expect(parseChoice('LATST', ['LATEST', 'TRIM_HORIZON'])).toEqual({
      ok: false,
      message: "'LATST' is not one of LATEST, TRIM_HORIZON. Did you mean 'LATEST'?",
    });
  });
});

describe('definitions', () => {
  it('carry defaults that pass their own check', () => {
    const failures = [...connectorDefinitions, ...formatDefinitions].flatMap((definition) =>
      definition.options.flatMap((option) => {
        const problem = option.default === undefined ? undefined : checkOptionValue(option, option.default);
        return problem === undefined ? [] : [`${definition.identifier} ${option.key}: ${problem}`];
      }),
    );
    expect(failures).toEqual([]);
  });

  it('have no key twice', () => {
    for (const definition of [...connectorDefinitions, ...formatDefinitions]) {
      const keys = definition.options.map((option) => option.key);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  it('find options with a column or a suffix in their key', () => {
    const lookup = definitionLookup();
    const datagen = lookup.connector('datagen')?.options ?? [];
    const kinesis = lookup.connector('kinesis')?.options ?? [];
    expect([
      findOption(datagen, 'fields.price.min')?.key,
      findOption(datagen, 'fields.a.b.length')?.key,
      findOption(datagen, 'fields.min')?.key,
      findOption(kinesis, 'sink.producer.x')?.key,
      findOption(kinesis, 'shard.consumer.error.recoverable[0].exception')?.key,
    ]).toEqual(['fields.#.min', 'fields.#.length', undefined, 'sink.producer.*', 'shard.consumer.error.*']);
  });

  it('ask a kinesis table for its stream', () => {
    const input = { primaryKey: [], partitionKeys: [] };
    const validate = definitionLookup().connector('kinesis')?.validate;
    expect(validate?.({ ...input, options: { stream: 's' } })).toBeUndefined();
    expect(validate?.({ ...input, options: {} })).toContain("'stream.arn'");
  });
});
