// The few assertions of node:assert/strict that the suite uses, for a host that has no node.
const inspect = (value) => JSON.stringify(value);

function fail(message, otherwise) {
  throw new Error(message ?? otherwise);
}

export default {
  ok: (value, message) => value || fail(message, 'expected something'),
  equal: (actual, expected, message) =>
    Object.is(actual, expected) || fail(message, `${inspect(actual)} is not ${inspect(expected)}`),
  notEqual: (actual, other, message) =>
    !Object.is(actual, other) || fail(message, `it is ${inspect(other)}`),
  deepEqual: (actual, expected, message) =>
    inspect(actual) === inspect(expected) ||
    fail(message, `${inspect(actual)} is not ${inspect(expected)}`),
  match: (text, pattern, message) =>
    pattern.test(text) || fail(message, `${inspect(text)} does not match ${pattern}`),
};
