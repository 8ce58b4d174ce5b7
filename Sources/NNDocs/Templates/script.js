"use strict";
// The theme comes first, before anything is drawn.
(() => {
  const themes = ["auto", "light", "dark"];
  const read = () => {
    try { return localStorage.getItem("nnc-theme") || "auto"; } catch { return "auto"; }
  };
  const apply = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  let theme = themes.includes(read()) ? read() : "auto";
  apply(theme);
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    const tell = () => { button.textContent = `Theme: ${theme}`; };
    tell();
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      apply(theme);
      tell();
      try { localStorage.setItem("nnc-theme", theme); } catch { /* a page that may keep nothing */ }
    });
  });
})();

// The figure of a page: which detail, how large, which part.
addEventListener("DOMContentLoaded", () => {
  const figure = document.querySelector("section.figure");
  if (!figure) return;
  const stage = figure.querySelector(".stage");
  const canvases = [...figure.querySelectorAll(".canvas")];
  const switches = [...figure.querySelectorAll("button[data-detail]")];
  const scales = new Map();
  const least = 0.01;
  const most = 8;

  const current = () => canvases.find((canvas) => !canvas.hidden);
  const natural = (canvas) => {
    const box = canvas.querySelector("svg").viewBox.baseVal;
    return { width: box.width * 4 / 3, height: box.height * 4 / 3 };
  };
  // Small enough to be seen whole, and no larger than it was drawn.
  const whole = (canvas) => {
    const { width, height } = natural(canvas);
    const most = parseFloat(getComputedStyle(stage).maxHeight) - 34;
    return Math.min((stage.clientWidth - 32) / width, most / height, 1);
  };
  // As wide as the stage, but never too small to be read.
  const readable = (canvas) => Math.max(Math.min((stage.clientWidth - 32) / natural(canvas).width, 1), 0.45);
  const resize = (canvas, scale, x, y) => {
    const old = scales.get(canvas) || scale;
    const next = Math.min(Math.max(scale, least), most);
    const [left, top] = [stage.scrollLeft + x, stage.scrollTop + y];
    const svg = canvas.querySelector("svg");
    svg.style.width = `${natural(canvas).width * next}px`;
    svg.style.height = `${natural(canvas).height * next}px`;
    scales.set(canvas, next);
    stage.scrollLeft = left * next / old - x;
    stage.scrollTop = top * next / old - y;
  };
  const zoom = (factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) =>
    resize(current(), (scales.get(current()) || 1) * factor, x, y);
  // Twice, since a scroll bar that the first time takes away takes room.
  const fit = (scale) => {
    for (let time = 0; time < 2; time += 1) resize(current(), scale(current()), 0, 0);
  };
  // What is not seen whole begins with its first node, which may be far from the corner.
  const goToStart = () => {
    const node = current().querySelector("g.node");
    if (!node) return;
    const [box, view] = [node.getBoundingClientRect(), stage.getBoundingClientRect()];
    stage.scrollLeft += box.left - view.left - 24;
    stage.scrollTop += (box.top + box.bottom) / 2 - (view.top + view.bottom) / 2;
  };
  const show = (detail) => {
    for (const canvas of canvases) canvas.hidden = canvas.dataset.detail !== detail;
    for (const button of switches) {
      button.setAttribute("aria-pressed", String(button.dataset.detail === detail));
    }
    stage.scrollTo(0, 0);
    if (!scales.has(current())) fit(readable);
    goToStart();
  };

  for (const button of switches) button.addEventListener("click", () => show(button.dataset.detail));
  figure.querySelector("[data-zoom=in]").addEventListener("click", () => zoom(1.25));
  figure.querySelector("[data-zoom=out]").addEventListener("click", () => zoom(0.8));
  figure.querySelector("[data-zoom=fit]").addEventListener("click", () => fit(whole));
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": () => fit(whole) };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  // With the control key, which is also what two fingers on a touchpad send; a plain wheel scrolls.
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  let grip = null;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    grip = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("dragged");
  });
  stage.addEventListener("pointermove", (event) => {
    if (grip) stage.scrollTo(grip.x - event.clientX, grip.y - event.clientY);
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    stage.addEventListener(kind, () => {
      grip = null;
      stage.classList.remove("dragged");
    });
  }
  stage.classList.add("live");
  show(switches.find((button) => button.getAttribute("aria-pressed") === "true").dataset.detail);
});

// The index: what is typed, a layer and a state choose the cards.
addEventListener("DOMContentLoaded", () => {
  const search = document.getElementById("search");
  if (!search) return;
  const [layer, state] = [document.getElementById("layer"), document.getElementById("state")];
  const cards = [...document.querySelectorAll(".card")];
  const count = document.getElementById("count");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const { words: text, layers, state: states } = card.dataset;
      const isShown = words.every((word) => text.includes(word))
        && (!layer.value || layers.split(" ").includes(layer.value))
        && (!state.value || states.split(" ").includes(state.value));
      card.hidden = !isShown;
      if (isShown) shown += 1;
    }
    const all = cards.length === 1 ? "1 model" : `${cards.length} models`;
    count.textContent = shown === cards.length ? all : `${shown} of ${all}`;
    document.getElementById("none").hidden = shown > 0;
  };
  for (const control of [search, layer, state]) control.addEventListener("input", filter);
  filter();
});
