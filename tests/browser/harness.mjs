// Counts facts that hold and facts that do not. A fact holds when nothing offends against it.
let passed = 0;
let failed = 0;
let section = { name: "", passed: 0, began: Date.now() };

/** Begins a group of facts, and tells how the one before it went. */
export function group(name) {
  if (section.name) {
    const seconds = ((Date.now() - section.began) / 1000).toFixed(1);
    console.log(`  ${section.passed} held in ${seconds} s`);
  }
  section = { name, passed: 0, began: Date.now() };
  if (name) console.log(name);
}

/** Holds when there are no offences; otherwise names the first few. */
export function fact(name, offences) {
  if (offences.length === 0) {
    passed += 1;
    section.passed += 1;
    return;
  }
  failed += 1;
  console.log(`  FAILED ${name}`);
  for (const offence of offences.slice(0, 5)) console.log(`      ${offence}`);
  if (offences.length > 5) console.log(`      and ${offences.length - 5} more`);
}

/** Tells the outcome; the exit code says the same. */
export function finish() {
  group("");
  console.log(`\nbrowser: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
