import { expect, test } from 'vitest';
import { fillTemplate } from './template.ts';

test('a template shows values as text', () => {
  expect(fillTemplate('<h1>{1}</h1> {0} {7}', ['<script>', null])).toBe('<h1></h1> &lt;script&gt; {7}');
});
