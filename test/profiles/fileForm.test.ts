import assert from 'node:assert/strict';
import { checkFile } from '../../server/src/profiles/checkFile.ts';
import {
  type Form,
  fileForm,
  formsAt,
  isForm,
  ofProfiles,
  shippedSchema,
} from '../../server/src/profiles/fileForm.ts';

/** Paths of all keys below a form, with what is said of them. */
function keysOf(form: Form, path = ''): [path: string, description: string | undefined][] {
  const inner = [form.items, ...(form.anyOf ?? [])].filter(isForm);
  return [
    ...Object.entries(form.properties ?? {}).flatMap(([key, member]) =>
      isForm(member)
        ? [
            [`${path}.${key}`, member.description] as [string, string | undefined],
            ...keysOf(member, `${path}.${key}`),
          ]
        : [],
    ),
    ...inner.flatMap((one) => keysOf(one, path)),
  ];
}

/** The values that may stand at a path. */
function values(...path: (string | number)[]): readonly unknown[] {
  return formsAt(path).flatMap((form) => form.enum ?? []);
}

/** Whether a file is taken for a profile, of which this one has no name. */
function asksName(value: object): boolean {
  return checkFile(value, 'a').faults.some(
    ({ path, message }) => path[0] === 'name' && message === 'is missing',
  );
}

describe('the JSON Schema of a file', () => {
  const keys = keysOf(fileForm());

  it('says of every key what it is for', () => {
    assert.ok(keys.length > 60, `${keys.length}`);
    for (const [path, description] of keys) {
      assert.match(description ?? '', /^[A-Z`].*\.$/, path);
    }
  });

  it('names the values where only some are possible', () => {
    assert.ok(values('kind').includes('system'));
    assert.ok(values('reasons', 0, 'runtime').includes('python'));
    assert.ok(values('start', 3, 'phases', 1, 'stage').includes('loader'));
    assert.deepEqual(values('reasons', 0, 'why'), []);
  });

  it('takes no key that is not named', () => {
    const objects = [...formsAt([]), ...formsAt(['reasons', 0]), ...formsAt(['activities', 0])];
    assert.equal(objects.length, 5);
    for (const form of objects) assert.equal(form.additionalProperties, false);
  });

  it('has no place for what is not there', () => {
    assert.deepEqual(formsAt(['nothing', 'at', 'all']), []);
    assert.deepEqual(formsAt(['__proto__']), []);
    assert.deepEqual(formsAt(['constructor', 'name']), []);
    assert.deepEqual(formsAt([0]), []);
  });

  it('ships so that a profile is told from reasons as we do', () => {
    const { if: condition, then, else: otherwise } = shippedSchema();
    assert.deepEqual(condition, {
      required: ['reasons'],
      not: { anyOf: ofProfiles.map((key) => ({ required: [key] })) },
    });
    assert.ok(isForm(then) && isForm(otherwise));
    assert.deepEqual(then.required, ['reasons']);
    assert.deepEqual(otherwise.required, ['name', 'title', 'runtime']);
    assert.ok(asksName({}));
    assert.ok(!asksName({ reasons: [], title: 'A' }));
    for (const key of ofProfiles.filter((one) => one !== 'name')) {
      assert.ok(asksName({ reasons: [], [key]: [] }), key);
    }
  });
});
