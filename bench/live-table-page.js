// Runs in the page: counts frames, and times each key from its event to the task after the frame that shows it.
const seen = { frames: 0, longestFrame: 0, keys: [] };
let last = performance.now();

function onFrame(now) {
  seen.frames++;
  seen.longestFrame = Math.max(seen.longestFrame, now - last);
  last = now;
  requestAnimationFrame(onFrame);
}

function onKey(event) {
  requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => seen.keys.push(performance.now() - event.timeStamp);
    painted.port2.postMessage(null);
  });
}

globalThis.takeMeasured = () => {
  const taken = { ...seen };
  Object.assign(seen, { frames: 0, longestFrame: 0, keys: [] });
  return taken;
};
requestAnimationFrame(onFrame);
document.addEventListener('keydown', onKey, true);
