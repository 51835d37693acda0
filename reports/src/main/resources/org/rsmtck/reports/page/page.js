// Comfort only: the page says everything without it.
(function () {
  "use strict";
  var filter = document.getElementById("filter");
  var only = document.getElementById("only");
  var matches = document.getElementById("matches");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr.clause"));

  function show() {
    var wanted = filter.value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row) {
      var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0 &&
          !(only.checked && row.querySelector(".mark.supported"));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    document.querySelectorAll("table.clauses tbody").forEach(function (body) {
      body.hidden = !body.querySelector("tr.clause:not([hidden])");
      var call = body.closest("details");
      if (call) { call.hidden = body.hidden; }
    });
    var filtered = wanted || only.checked;
    matches.textContent = filtered ? shown + " of " + rows.length + " clauses" : "";
    if (filtered) {
      document.querySelectorAll(".calls > details:not([hidden])").forEach(function (call) {
        call.open = true;
      });
    }
  }

  var find = document.getElementById("find");
  if (find) {
    var entries = Array.prototype.slice.call(document.querySelectorAll("[data-failure]"));
    find.addEventListener("input", function () {
      var wanted = find.value.trim().toLowerCase();
      var shown = 0;
      entries.forEach(function (entry) {
        var article = document.getElementById(entry.dataset.failure);
        var fits = article.textContent.toLowerCase().indexOf(wanted) >= 0;
        entry.hidden = article.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      document.querySelectorAll(".index details").forEach(function (call) {
        call.hidden = !call.querySelector("li:not([hidden])");
      });
      document.getElementById("found").textContent =
          wanted ? shown + " of " + entries.length + " failures" : "";
    });
  }

  filter.addEventListener("input", show);
  only.addEventListener("change", show);
  document.querySelectorAll(".filter").forEach(function (one) { one.hidden = false; });

  if (navigator.clipboard) {
    document.querySelectorAll("pre.command").forEach(function (pre) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(pre.textContent).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 1500);
        });
      });
      pre.insertAdjacentElement("afterend", button);
    });
  }

  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    for (var at = id && document.getElementById(id); at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
    }
  }
  addEventListener("hashchange", reveal);
  reveal();

  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (details) {
      details.open = true;
      details.dataset.printed = "";
    });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (details) {
      details.open = false;
      delete details.dataset.printed;
    });
  });
})();
