// A restarted server knows nothing of the pages that were open: their next change would be lost
// without a word. The address holds everything, so when the connection comes back, load it anew.
if (!window.firstCheckWatches) {
  window.firstCheckWatches = true;
  const state = () => document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState;
  let lost = false;
  new MutationObserver(() => {
    if (state() !== "CONNECTED") lost = true;
    else if (lost) location.reload();
  }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-test-connection-state"] });
}
