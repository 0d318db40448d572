import { relative } from 'node:path';
import { root } from '../build/paths.mjs';

/** One line for each file as it ends, failures whole, and the counts for whoever started the run. */
export default class Reporter {
  #passed = 0;
  #skipped = 0;
  #failed = [];

  onTestModuleEnd(module) {
    const file = relative(root, module.moduleId);
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed');
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    this.#passed += passed;
    this.#skipped += tests.length - passed - failed.length;
    const isGood = failed.length === 0 && this.#troublesOf(module).length === 0;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    console.log(`${isGood ? 'ok   ' : 'FAIL '} ${file} (${count(tests.length)}, ${seconds} s)`);
    for (const test of failed) this.#fail(`${file}: ${test.fullName}`, test.result().errors);
    for (const { name, errors } of this.#troublesOf(module)) this.#fail(`${file}${name}`, errors);
  }

  onTestRunEnd(_modules, unhandled) {
    for (const error of unhandled) this.#fail('an error outside any test', [error]);
    process.send?.({ counts: { passed: this.#passed, failed: this.#failed, skipped: this.#skipped } });
  }

  // Errors of a whole file or group: it could not be loaded, or its preparation failed.
  #troublesOf(module) {
    const suites = [...module.children.allSuites()].map((suite) => ({
      name: `: ${suite.fullName}`,
      errors: suite.errors(),
    }));
    return [{ name: '', errors: module.errors() }, ...suites].filter(({ errors }) => errors.length > 0);
  }

  #fail(name, errors = []) {
    this.#failed.push(name);
    console.log(`\nFAIL  ${name}\n${errors.map(describe).join('\n')}\n`);
  }
}

const count = (tests) => (tests === 1 ? '1 test' : `${tests} tests`);

function describe({ name, message, diff, stacks = [], stack = '' }) {
  const places = stacks.map(({ file, line, column }) => `    at ${relative(root, file)}:${line}:${column}`);
  const trace = places.length > 0 ? places.slice(0, 5) : stack.split('\n').slice(1, 6);
  return [`  ${name ?? 'Error'}: ${message}`, ...(diff ? [diff] : []), ...trace].join('\n');
}
