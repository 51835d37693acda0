(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var path = [];
  var here = 0;

  function at(id) { return document.getElementById(id); }
  function element(name, text, kind) {
    var made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (kind) { made.className = kind; }
    return made;
  }
  function list(into, lines) {
    into.replaceChildren.apply(into, lines.map(function (line) { return element("li", data.lines[line]); }));
  }
  function told(move) {
    return move.process < 0 ? move.call : "process " + move.process + ": " + move.call + " → " + move.reply;
  }

  // A shortest way from the first state, for somebody who comes by a link.
  function wayTo(state) {
    var way = [];
    for (var to = state; to > 0; to = data.states[to].parent) {
      var steps = data.states[data.states[to].parent].steps;
      for (var i = 0; steps[i + 1] !== to; i += 2) { /* the first that leads there */ }
      way.unshift({ move: data.moves[steps[i]], to: to });
    }
    return way;
  }

  // A call refers to the one that gave out its handle, as the writer of traces has it.
  function trace() {
    var issuers = new Map(), publishers = new Map(), acts = 0;
    var lines = data.trace.map(function (line) { return JSON.stringify(line); });
    data.prelude.concat(path.map(function (step) { return step.move; })).forEach(function (move) {
      if (!move.line) { return; }
      var start = { v: move.line.v, line: move.process < 0 ? "event" : "call" };
      if (move.process >= 0) {
        start.act = acts;
        start.process = move.process;
        var issuer = move.process + " " + move.handle;
        if (issuers.has(issuer)) { start.handle_from = issuers.get(issuer); }
        if (publishers.has(move.connects)) { start.segment_from = publishers.get(move.connects); }
        if (move.issued) { issuers.set(move.process + " " + move.issued, acts); }
        if (move.published !== undefined) { publishers.set(move.published, acts); }
        acts++;
      }
      lines.push(JSON.stringify(Object.assign(start, move.line)));
    });
    return lines.join("\n") + "\n";
  }

  function go(move, to) {
    path.push({ move: move, to: to });
    arrive(to);
    at("state").focus();
  }
  function arrive(to) {
    here = to;
    if (location.hash !== "#" + to) { location.hash = "#" + to; }
    show();
  }

  function reply(name, to) {
    var move = data.moves[name];
    var line = element("li");
    var button = element("button");
    button.type = "button";
    button.textContent = (move.process < 0 ? "it happens" : move.reply) +
        (to < 0 ? " (beyond the scope)" : to === here ? " (nothing changes)" : " → state " + to);
    button.disabled = to < 0;
    button.dataset.move = name;
    button.dataset.to = to;
    button.addEventListener("click", function () { go(move, to); });
    line.append(button);
    if (move.rule !== undefined) {
      var rule = data.rules[move.rule];
      var by = element("p", undefined, "words");
      by.append(element("code", rule.id), " " + rule.words +
          (rule.sentence === rule.words ? "" : ". The clause: " + rule.sentence) + ". ", element("span", rule.source, "source"));
      line.append(by);
    }
    return line;
  }

  function group(title, calls) {
    var details = element("details", undefined, "moves");
    var moving = 0;
    calls.forEach(function (replies, call) {
      var box = element("div", undefined, "call");
      var all = element("ul");
      replies.forEach(function (one) {
        all.append(reply(one.name, one.to));
        moving += one.to >= 0 && one.to !== here ? 1 : 0;
      });
      box.append(element("code", call), all);
      details.append(box);
    });
    var summary = element("summary", title + " ");
    summary.append(element("small", calls.size + (calls.size === 1 ? " call" : " calls") +
        (moving ? ", " + moving + (moving === 1 ? " reply leads" : " replies lead") + " elsewhere" : "")));
    details.prepend(summary);
    details.open = moving > 0 && calls.size <= 12;
    return details;
  }

  function moves() {
    var state = data.states[here];
    var groups = new Map();
    function add(name, to) {
      var move = data.moves[name];
      var title = move.process < 0 ? "Of itself" : "process " + move.process + " " + move.word;
      if (!groups.has(title)) { groups.set(title, new Map()); }
      var calls = groups.get(title);
      if (!calls.has(move.call)) { calls.set(move.call, []); }
      calls.get(move.call).push({ name: name, to: to });
    }
    for (var i = 0; i < state.steps.length; i += 2) { add(state.steps[i], state.steps[i + 1]); }
    state.stays.forEach(function (name) { add(name, here); });
    state.beyond.forEach(function (name) { add(name, -1); });
    var titles = Array.from(groups.keys()).sort();
    at("moves").replaceChildren.apply(at("moves"), titles.map(function (title) { return group(title, groups.get(title)); }));
    filter(false);
  }

  function filter(isTyped) {
    var wanted = at("wanted").value.trim().toLowerCase();
    var moving = at("moving").checked;
    var shown = 0, all = 0;
    document.querySelectorAll("#moves details").forEach(function (details) {
      var any = false;
      details.querySelectorAll(".call").forEach(function (call) {
        var leads = Array.prototype.some.call(call.querySelectorAll("button"), function (b) {
          return Number(b.dataset.to) >= 0 && Number(b.dataset.to) !== here;
        });
        call.hidden = call.textContent.toLowerCase().indexOf(wanted) < 0 || moving && !leads;
        any = any || !call.hidden;
        all++;
        shown += call.hidden ? 0 : 1;
      });
      details.hidden = !any;
      if (isTyped && (wanted || moving)) { details.open = any; }
    });
    at("found").textContent = wanted || moving ? shown + " of " + all + " calls" : "";
  }

  function show() {
    var state = data.states[here];
    at("state").textContent = "State " + here;
    var link = element("a", "#" + here);
    link.href = "#" + here;
    link.dataset.place = "";
    at("place").replaceChildren("A link to this place: ", link);
    list(at("surroundings"), state.surroundings);
    at("processes").replaceChildren();
    state.processes.forEach(function (lines, number) {
      var held = element("ul", undefined, "holdings");
      list(held, lines);
      at("processes").append(element("h3", "Process " + number), lines.length ? held : element("p", "holds nothing"));
    });
    var before = data.prelude.map(function (move) { return element("li", told(move)); });
    at("steps").replaceChildren.apply(at("steps"), before.concat(path.map(function (step) { return element("li", told(step.move)); })));
    at("steps").scrollTop = at("steps").scrollHeight;
    at("trace").textContent = trace();
    at("back").disabled = at("restart").disabled = !path.length;
    at("copied").textContent = "";
    document.title = document.title.replace(/^(State \d+, )?/, "State " + here + ", ");
    moves();
  }

  function find() {
    var text = location.hash.slice(1);
    var state = text === "" ? 0 : /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (document.getElementById(text)) { return; }
    var isThere = state >= 0 && state < data.states.length;
    at("lost").hidden = isThere;
    if (!isThere) {
      at("lost").textContent = "There is no state " + text + ": those of this scope are numbered from 0 to " +
          (data.states.length - 1) + ".";
      return;
    }
    if (state === here && document.title.indexOf("State ") === 0) { return; }
    var before = path.length > 1 ? path[path.length - 2].to : 0;
    if (path.length && before === state) {
      path.pop();
    } else {
      path = wayTo(state);
    }
    here = state;
    show();
  }

  at("back").addEventListener("click", function () {
    path.pop();
    arrive(path.length ? path[path.length - 1].to : 0);
  });
  at("restart").addEventListener("click", function () {
    path = [];
    arrive(0);
  });
  at("copy").addEventListener("click", function () {
    if (!navigator.clipboard) {
      at("copied").textContent = "This browser does not let pages copy: take it from below.";
      return;
    }
    navigator.clipboard.writeText(trace()).then(function () {
      at("copied").textContent = "Copied.";
    }, function () {
      at("copied").textContent = "It could not be copied: take it from below.";
    });
  });
  at("wanted").addEventListener("input", function () { filter(true); });
  at("moving").addEventListener("change", function () { filter(true); });
  addEventListener("hashchange", find);
  find();
  if (document.title.indexOf("State ") !== 0) { show(); }
})();
