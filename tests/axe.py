"""What axe finds on a page; the dear rule, contrast, is asked for each way that text is painted."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

LAID_OUT = ["scrollable-region-focusable", "target-size", "link-in-text-block"]
"""Rules whose answer depends on the width. Contrast, which does too, is always asked; the size of
targets (24 px) is not among axe's own rules, and is asked with all rules too."""

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")

_PAINTED = """seen => {
  // Text of the same colour, size and weight inside the same boxes has the same contrast. Where
  // something lies over it, axe itself does not judge. Two of each are asked.
  const known = new Map(), count = new Map(seen.map(key => [key, 2])), asked = [];
  const box = element => {
    if (!element) return "";
    if (!known.has(element)) {
      const s = getComputedStyle(element);
      known.set(element, [box(element.parentElement), element.localName, element.className.baseVal
        ?? element.className, s.backgroundColor, s.backgroundImage, s.opacity, s.filter,
        s.mixBlendMode, s.position, s.display].join("|"));
    }
    return known.get(element);
  };
  const hash = words => {
    let a = 5381, b = 52711;
    for (let i = 0; i < words.length; i++) {
      a = Math.imul(a, 33) ^ words.charCodeAt(i); b = Math.imul(b, 31) + words.charCodeAt(i) | 0;
    }
    return a + ":" + b;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const written = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!written && !element.matches("input, select, textarea")) continue;
    const s = getComputedStyle(element);
    const key = hash([box(element), s.color, s.fontSize, s.fontWeight, s.textShadow,
      (element.closest("label")?.control ?? element).matches(":disabled, [aria-disabled]"),
      element.checkVisibility({visibilityProperty: true})].join("|"));
    const before = count.get(key) ?? 0;
    count.set(key, before + 1);
    if (before < 2) asked.push(element);
  }
  window.painted = asked;
  return [...count.keys()];
}"""

_RUN = """async rules => {
  const found = [], lean = {resultTypes: ["violations"], preload: false};
  const add = result => result.violations.forEach(
    one => one.nodes.forEach(node => found.push(one.id + ": " + node.html)));
  const chosen = rules ? {runOnly: {type: "rule", values: rules}}
    : {rules: {"color-contrast": {enabled: false}, "target-size": {enabled: true}}};
  add(await axe.run(document, {...lean, ...chosen}));
  const only = {runOnly: {type: "rule", values: ["color-contrast"]}};
  if (painted.length) add(await axe.run({include: painted}, {...lean, ...only}));
  return found;
}"""


def problems(page: Page, rules: list[str] | None = None, seen: set[str] | None = None) -> list[str]:
    """What axe finds, by these rules (else by all) and by contrast: the rule and the element.

    ``seen``: the ways of painting text that were asked on pages before this, at this width; those
    of this page are added to it. Axe is put into the page by the browser itself: our policy stays.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE)
    painted = page.evaluate(_PAINTED, sorted(seen or ()))
    if seen is not None:
        seen.update(painted)
    found: list[str] = page.evaluate(_RUN, rules)
    return [one[:200] for one in found]
