import type { Cases } from './cases.js';

/** Arrays, bags, JSON. */
// prettier-ignore
export const DYNAMIC: Cases = [
  ['tostring(dynamic(null))', ''], ['tostring(dynamic({"a":[1,{"b":null}]}))', '{"a":[1,{"b":null}]}'], ['tostring(1.0)', '1'], ['tostring(true)', 'true'],
  ['tostring(1d + 2h)', '1.02:00:00'], ['tostring(datetime(2024-01-01))', '2024-01-01T00:00:00.0000000Z'],
  ['parse_json("[1,2]")[-1]', 2], ['parse_json("[1,2]")[-3]', null], ['parse_json("{broken")', '{broken'], ['parse_json("{\\"a\\":{\\"b\\":1}}").a.b', 1],
  ['parse_json("{\\"a\\":1}").A', null], ['parse_json("{\\"__proto__\\":7}")["__proto__"]', 7], ['parse_json("{}").constructor', null], ['parse_json("[1]").length', null], ['parse_json("{\\"0\\":1}")[0]', null],
  ['parse_json(dynamic("[1]"))', '[1]'], ['isnull(ago(4000000d) < datetime(0001-01-02))', false], ['tostring(parse_json("{\\"a\\":\\"\\"}").a)', ''], ['array_length(dynamic([1,2]))', 2], ['array_length(parse_json("{}"))', null],
  ['array_concat(dynamic([1, 2]), dynamic([]), dynamic(["a"]))', [1, 2, 'a']], ['array_concat(dynamic([1]), dynamic(null))', null], ['array_concat(dynamic([[1]]), dynamic([2]))', [[1], 2]],
  ['pack_array(1, "a", true, 1s)', [1, 'a', true, '00:00:01']], ['pack_array(long(null), "")', [null, '']], ['bag_pack("a", 1, "b", dynamic([2]))', { a: 1, b: [2] }], ['pack("a", 1, "a", 2)', { a: 2 }], ['tostring(bag_pack("b", 1, "a", 2))', '{"b":1,"a":2}'], ['bag_pack("__proto__", 1)["__proto__"]', 1],
  ['set_has_element(dynamic(["a", "b"]), "a")', true], ['set_has_element(dynamic(["a", "b"]), "A")', false], ['set_has_element(dynamic([1, 2.5]), 2.5)', true], ['set_has_element(dynamic(["1"]), 1)', false], ['set_has_element(parse_json("{}"), "a")', null], ['set_has_element(dynamic([]), "a")', false],
  ['"B" in~ (dynamic(["a", ["b"]]))', true], ['5 in (dynamic([1, 5]))', true], ['5 !in (dynamic([1, 5]))', false],
];
