import { expect, test } from 'vitest'
import { tableFilter } from './table-filter.ts'

const lamp = {
  PartitionKey: 'shop',
  RowKey: '7',
  Price: 12.5,
  Sold: true,
  Name: "Ada's lamp",
  At: '2026-11-20T00:00:00Z',
}

test.each<[filter: string, fits: boolean]>([
  ["PartitionKey eq 'shop' and Price gt 10", true],
  ["PartitionKey eq 'shop' and Price gt 10 and RowKey ne '7'", false],
  ['Price lt 1 or (Price ge 12.5 and Price le 12.5)', true],
  ["not (Name eq 'Ada''s lamp')", false],
  ['Sold and not Broken', true],
  ['Sold eq false', false],
  ["At ge datetime'2026-01-01T00:00:00Z'", true],
  ['Price eq 12L', false],
  ["Missing eq 'x'", false],
])('%s: %s', (filter, fits) => {
  expect(tableFilter(filter)(lamp)).toBe(fits)
})

test.each(['Price gt', '(Price gt 1', "Name eq 'open", 'Price gt 1 1', 'Price gt x'])('%s cannot be read', (filter) => {
  expect(() => tableFilter(filter)).toThrow('The filter of a table binding cannot be read at')
})
