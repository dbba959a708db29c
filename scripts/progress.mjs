// Tells on the terminal that something goes on.
const tickMilliseconds = 250;
const lineMilliseconds = 5000;

/** Shows what `state` says, with the time so far, until the function it returns is called. */
export function progress(state) {
  const start = Date.now();
  const onTerminal = process.stdout.isTTY === true;
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const show = onTerminal
    ? () => process.stdout.write(`\r\u001b[K  ${state()}, ${seconds()} s`)
    : () => console.log(`  ${state()}, ${seconds()} s`);
  const timer = setInterval(show, onTerminal ? tickMilliseconds : lineMilliseconds);
  return () => {
    clearInterval(timer);
    if (onTerminal) process.stdout.write('\r\u001b[K');
    console.log(`  done in ${seconds()} s`);
  };
}
