/** A KQL string operator with a literal on its right. https://learn.microsoft.com/kusto/query/datatypes-string-operators */
export interface TextTest {
  readonly match: 'whole' | 'contains' | 'starts' | 'ends' | 'term' | 'term-start' | 'term-end';
  readonly cased: boolean;
}
