// Draws a figure in the reader's own browser, in the project's font, at exact pixels.
// Python builds the figure only when asked; this file lays it out, embeds the font, saves.

const fontsLoaded = {};
let plotlyLoading = null;

function loadPlotly(url) {
  if (window.Plotly && window.Plotly.toImage) return Promise.resolve(window.Plotly);
  plotlyLoading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotlyLoading = null; reject(new Error(url)); };
    document.head.appendChild(script);
  });
  return plotlyLoading;
}

async function loadFonts(css) {
  for (const rule of css.match(/@font-face\{[^}]*\}/g) ?? []) {
    const weight = /font-weight:(\d+)/.exec(rule)[1];
    const source = /src:(url\([^)]*\))/.exec(rule)[1];
    fontsLoaded[weight] ??= new FontFace("Inter", source, { weight }).load().then((face) => document.fonts.add(face));
    await fontsLoaded[weight];
  }
}

async function drawSvg(job) {
  const Plotly = await loadPlotly(new URL(job.plotly, document.baseURI).href);
  await loadFonts(job.fontCss);
  const figure = JSON.parse(job.figure);
  const size = { width: job.width, height: job.height };
  const raw = await Plotly.toImage(figure, { format: "svg", imageDataOnly: true, ...size });
  return raw.replace(/<svg([^>]*)>/, (whole) => `${whole}<defs><style>${job.fontCss}</style></defs>`);
}

async function rasterise(svg, job) {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = job.width;
  canvas.height = job.height;
  canvas.getContext("2d").drawImage(image, 0, 0, job.width, job.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("canvas"))), "image/png"));
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 20000);
}

async function work(job) {
  if (job.format === "csv") return save(new Blob(["\ufeff", job.csv], { type: "text/csv;charset=utf-8" }), job.name);
  const svg = await drawSvg(job);
  if (job.format === "svg") return save(new Blob([svg], { type: "image/svg+xml" }), job.name);
  save(await rasterise(svg, job), job.name);
}

function fill(select, options, chosen) {
  const wanted = JSON.stringify(options);
  if (select.dataset.options !== wanted) {
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
    select.dataset.options = wanted;
    select.value = chosen;
  }
}

export default function (component) {
  const { data: [data], parentElement, setTriggerValue } = component;
  const find = (name) => parentElement.querySelector(`[data-part=${name}]`);
  const [size, format, language, handle, button, said] =
    ["size", "format", "language", "handle", "button", "said"].map(find);
  for (const [name, words] of Object.entries(data.labels)) {
    const label = parentElement.querySelector(`[data-label=${name}]`);
    if (label) label.textContent = words;
  }
  fill(size, data.sizes, data.size);
  fill(format, data.formats, "png");
  fill(language, data.languages, data.lang);
  if (language.dataset.page !== data.lang) {
    language.value = data.lang;
    language.dataset.page = data.lang;
  }
  handle.placeholder = data.labels.handle;
  handle.setAttribute("aria-label", data.labels.handle);
  if (document.activeElement !== handle && handle.dataset.known !== data.handle) {
    handle.value = data.handle;
    handle.dataset.known = data.handle;
  }
  button.textContent = data.labels.button;
  button.onclick = () => {
    button.disabled = true;
    said.textContent = data.labels.working;
    setTriggerValue("want", {
      size: size.value, format: format.value, lang: language.value, handle: handle.value, nonce: Date.now(),
    });
  };
  const job = data.job;
  const bar = parentElement.querySelector(".bar");
  if (job && bar.dataset.done !== String(job.nonce)) {
    bar.dataset.done = String(job.nonce);
    work(job)
      .then(() => { said.textContent = data.labels.done + job.name; })
      .catch((error) => { said.textContent = data.labels.failed + error.message; })
      .finally(() => { button.disabled = false; });
  } else if (!job) {
    button.disabled = false;
  }
}
