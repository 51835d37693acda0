// What is wrong with the page as it is shown now: a list of sentences.
(function () {
  "use strict";
  var faults = [];
  var root = document.documentElement;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  function name(element) {
    var id = element.id ? "#" + element.id : "";
    var kind = element.getAttribute("class") ? "." + element.getAttribute("class").trim().replace(/\s+/g, ".") : "";
    return "<" + element.tagName.toLowerCase() + id + kind + "> \"" +
        element.textContent.trim().replace(/\s+/g, " ").slice(0, 40) + "\"";
  }
  function isShown(element) {
    var box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
  }
  function label(element) {
    var by = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
        .map(function (id) { var at = document.getElementById(id); return at ? at.textContent : ""; }).join(" ");
    var labels = element.labels ? Array.prototype.map.call(element.labels, function (l) { return l.textContent; }).join(" ") : "";
    return (element.getAttribute("aria-label") || by || labels || element.getAttribute("title") || "").trim();
  }

  // Nothing is wider than the window, but for what scrolls by itself.
  var width = root.clientWidth;
  if (root.scrollWidth > width) {
    var wide = all("body *").filter(function (e) {
      return e.getBoundingClientRect().right > width + 1 && isShown(e) && !e.closest(".scroll, pre");
    });
    faults.push("the page is " + root.scrollWidth + " px wide in a window of " + width + " px: " +
        wide.slice(0, 3).map(name).join(", "));
  }
  all("body *").forEach(function (e) {
    var overflow = getComputedStyle(e).overflowX;
    if ((overflow === "auto" || overflow === "scroll") && isShown(e) && e.scrollWidth > e.clientWidth + 1 &&
        e.tabIndex < 0 && !e.querySelector("a, button, [tabindex]")) {
      faults.push(name(e) + " scrolls, and no key reaches it");
    }
  });

  // Landmarks.
  [["main", 1], ["body > header", 1], ["h1", 1], ["body > footer", 1]].forEach(function (owed) {
    if (all(owed[0]).length !== owed[1]) {
      faults.push("there are " + all(owed[0]).length + " of " + owed[0] + ", not " + owed[1]);
    }
  });
  all("nav, section, [role=region], article").forEach(function (e) {
    if (!label(e)) { faults.push(name(e) + " is a landmark without a name"); }
  });
  all("body > *").forEach(function (e) {
    if (!e.matches("header, main, footer, nav, script, .skip, dialog")) { faults.push(name(e) + " is in no landmark"); }
  });
  if (!root.lang) { faults.push("the page has no language"); }
  if (!document.title.trim()) { faults.push("the page has no title"); }

  // References lead somewhere, and nowhere twice.
  var ids = new Set();
  all("[id]").forEach(function (e) {
    if (ids.has(e.id)) { faults.push("the id " + e.id + " is there twice"); }
    ids.add(e.id);
  });
  all("a[href^='#']").forEach(function (a) {
    var id = decodeURIComponent(a.getAttribute("href").slice(1));
    if (!a.hasAttribute("data-place") && !ids.has(id)) { faults.push("the link to #" + id + " is dead"); }
  });
  ["for", "aria-labelledby", "aria-describedby", "aria-controls"].forEach(function (attribute) {
    all("[" + attribute + "]").forEach(function (e) {
      e.getAttribute(attribute).split(/\s+/).forEach(function (id) {
        if (!ids.has(id)) { faults.push(name(e) + " refers by " + attribute + " to " + id + ", which is not there"); }
      });
    });
  });

  // Headings go down by one.
  var level = 0;
  all("h1, h2, h3, h4, h5, h6").forEach(function (h) {
    var next = Number(h.tagName.slice(1));
    if (next > level + 1) { faults.push(name(h) + " follows a heading of level " + level); }
    if (!h.textContent.trim()) { faults.push("a heading of level " + next + " is empty"); }
    level = next;
  });

  // What is no text has a name or is kept from being read out; what acts has one, too.
  all("svg").forEach(function (e) {
    if (e.getAttribute("aria-hidden") !== "true" && !(e.getAttribute("role") === "img" && label(e))) {
      faults.push(name(e) + " is a picture without a name");
    }
  });
  all("img").forEach(function (e) {
    if (!e.hasAttribute("alt")) { faults.push(name(e) + " is a picture without a name"); }
  });
  all("a[href], button, summary, input, select, textarea").forEach(function (e) {
    if (!label(e) && !e.textContent.trim()) { faults.push(name(e) + " acts and has no name"); }
  });
  all("th").forEach(function (e) {
    if (!e.hasAttribute("scope")) { faults.push(name(e) + " heads nothing"); }
  });
  all("table").forEach(function (e) {
    if (!e.querySelector("th")) { faults.push(name(e) + " is a table without heads"); }
  });
  all("ul, ol").forEach(function (e) {
    if (!Array.prototype.every.call(e.children, function (c) { return c.matches("li, script, template"); })) {
      faults.push(name(e) + " is a list of other things");
    }
  });

  // Contrast, by WCAG 2.2: 4.5 to 1, and 3 to 1 where letters are large.
  function parts(colour) {
    var found = colour.match(/[\d.]+/g).map(Number);
    return { r: found[0], g: found[1], b: found[2], a: found.length > 3 ? found[3] : 1 };
  }
  function over(top, under) {
    function mix(c) { return top[c] * top.a + under[c] * (1 - top.a); }
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  }
  function light(c) {
    function channel(v) { v /= 255; return v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); }
    return .2126 * channel(c.r) + .7152 * channel(c.g) + .0722 * channel(c.b);
  }
  var backs = new Map();
  function behind(element) {
    if (!element) { return { r: 255, g: 255, b: 255, a: 1 }; }
    if (!backs.has(element)) {
      backs.set(element, over(parts(getComputedStyle(element).backgroundColor), behind(element.parentElement)));
    }
    return backs.get(element);
  }
  var seen = new Set();
  var texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  var texted = 0;
  while (texts.nextNode()) {
    var element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || seen.has(element) || !isShown(element) || element.closest("script, style, :disabled")) { continue; }
    seen.add(element);
    texted++;
    var style = getComputedStyle(element);
    var back = behind(element);
    var ink = over(parts(element.closest("svg") ? style.fill : style.color), back);
    var a = light(ink), b = light(back);
    var ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    var size = parseFloat(style.fontSize);
    var least = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
    if (ratio < least) {
      faults.push(name(element) + " has a contrast of " + ratio.toFixed(2) + " to 1, and needs " + least);
    }
    if (size < 11) { faults.push(name(element) + " has letters of " + size + " px"); }
  }
  if (texted < 20) { faults.push("only " + texted + " texts are to be seen"); }
  return faults;
})()
