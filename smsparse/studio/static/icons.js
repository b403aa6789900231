// Drawings of 24 by 24, made of strokes in the colour of the text around them.

import { svg } from "/dom.js";

const PATHS = {
  copy: "M9 9h10v11H9zM5 15V4h10",
  dial: "M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
  open_url: "M14 4h6v6M20 4l-9 9M18 14v5H5V6h5",
  open_app: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  quick_app: "M13 3 5 13h6l-1 8 8-10h-6z",
  mini_program: "M8 8a4 4 0 1 1 4 4v0a4 4 0 1 1-4 4M12 12V8M12 12v4",
  market: "M5 9h14l-1 11H6zM8 9a4 4 0 0 1 8 0",
  send_sms: "M4 5h16v11H9l-5 4z",
  email: "M3 6h18v12H3zM3 7l9 7 9-7",
  map: "M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  calendar_event: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  popup: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.5",
  reply: "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  view_image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9v.5",
  share: "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
  menu: "M5 8h14M5 12h14M5 16h14",
  close: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
  keyboard: "M3 7h18v10H3zM7 11v.2M11 11v.2M15 11v.2M8 14h8",
  verified: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM8.5 12l2.5 2.5 4.5-5",
};

export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, svg("path", { d: PATHS[name] ?? PATHS.popup }));
}

/** Signal, network and battery, as in a phone's corner. */
export function corner() {
  return svg("svg", { viewBox: "0 0 58 14", class: "corner", "aria-hidden": "true", focusable: "false" },
    [3, 5.5, 8, 10.5].map((height, at) => svg("rect", { x: String(at * 4.2), y: String(12 - height), width: "3", height: String(height), rx: "0.8" })),
    svg("path", { class: "stroke", d: "M21 5.2a8.5 8.5 0 0 1 11 0M23.4 8a5 5 0 0 1 6.2 0" }),
    svg("circle", { cx: "26.5", cy: "10.8", r: "1.3" }),
    svg("rect", { class: "stroke", x: "36.6", y: "2.2", width: "17", height: "9.6", rx: "2.6" }),
    svg("rect", { x: "38.4", y: "4", width: "11", height: "6", rx: "1.2" }),
    svg("rect", { x: "55", y: "5", width: "1.6", height: "4", rx: "0.8" }));
}
