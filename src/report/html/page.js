"use strict";
// The page is whole without this script: it adds filters, opening by the title, redlines against any agency, links to cells, the basket.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const words = (text) => (text || "").split(/\s+/).filter(Boolean);
  document.documentElement.classList.add("scripted");
  all(".js").forEach((el) => { el.hidden = el.id === "nothing" || el.id === "basket"; });

  const names = new Map(all("#f-mine option").filter((o) => o.value).map((o) => [o.value, o.textContent]));
  const rows = all("tbody.row").map((el) => ({
    el,
    id: el.id,
    topic: el.dataset.topic,
    verdict: new Set(words(el.dataset.verdict)),
    aspects: new Set(words(el.dataset.aspects)),
    cells: new Map(all("tr.head > td", el).map((td) => [td.dataset.agency, {
      state: td.dataset.state, force: td.dataset.force, stand: new Set(words(td.dataset.stand)), alone: td.classList.contains("is-alone"),
    }])),
    text: null,
    shown: true,
  }));
  const topics = all("tbody.topic");

  // Opening and closing.
  const open = (row, yes) => {
    const more = row.el.querySelector("tr.more");
    more.classList.toggle("opened", yes);
    more.querySelector("details").open = yes;
    row.button.setAttribute("aria-expanded", String(yes));
    if (yes) tool(row);
  };
  const isOpen = (row) => row.button.getAttribute("aria-expanded") === "true";
  for (const row of rows) {
    const title = row.el.querySelector(".title");
    row.name = title.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = row.name;
    button.setAttribute("aria-expanded", "false");
    title.replaceChildren(button);
    row.button = button;
    const pick = document.createElement("input");
    pick.type = "checkbox";
    pick.className = "pick";
    pick.setAttribute("aria-label", "Basket: " + row.name);
    title.before(pick);
    row.pick = pick;
  }
  const rowOf = (node) => {
    const el = node instanceof Element ? node.closest("tbody.row") : null;
    return el && rows.find((r) => r.el === el);
  };
  const frame = $("frame");
  frame.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (row && event.target === row.button) open(row, !isOpen(row));
  });
  frame.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    if (event.key === "Escape" && isOpen(row)) {
      open(row, false);
      row.button.focus();
    } else if (event.target === row.button && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      const seen = rows.filter((r) => r.shown);
      const at = seen.indexOf(row);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: seen.length - 1 }[event.key];
      if (seen[to]) {
        event.preventDefault();
        seen[to].button.focus();
        seen[to].el.scrollIntoView({ block: "nearest" });
      }
    }
  });

  // Redlines against any agency of the row.
  const plain = (span) => {
    const copy = span.cloneNode(true);
    all("del", copy).forEach((d) => d.remove());
    return words(copy.textContent);
  };
  const diff = (a, b) => {
    // Longest common subsequence by dynamic programming; long texts are left as they are.
    if (a.length * b.length > 4e6) return null;
    const w = b.length + 1;
    const best = new Uint32Array((a.length + 1) * w);
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        best[i * w + j] = a[i] === b[j] ? best[(i + 1) * w + j + 1] + 1 : Math.max(best[(i + 1) * w + j], best[i * w + j + 1]);
      }
    }
    const out = [];
    const put = (how, word) => {
      const last = out[out.length - 1];
      if (last && last[0] === how) last[1].push(word); else out.push([how, [word]]);
    };
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { put("", b[j]); i++; j++; }
      else if (i < a.length && (j === b.length || best[(i + 1) * w + j] >= best[i * w + j + 1])) { put("del", a[i]); i++; }
      else { put("ins", b[j]); j++; }
    }
    return out;
  };
  const show = (span, pieces) => {
    span.replaceChildren();
    pieces.forEach(([how, run], n) => {
      if (n) span.append(" ");
      const text = document.createTextNode(run.join(" "));
      if (how) { const mark = document.createElement(how); mark.append(text); span.append(mark); } else span.append(text);
    });
  };
  const tool = (row) => {
    const sides = all(".side[data-agency]", row.el).filter((s) => s.querySelector(".words"));
    if (row.ready || sides.length < 2) { row.ready = true; return; }
    row.ready = true;
    const label = document.createElement("label");
    label.className = "against";
    label.textContent = "Redline against ";
    const select = document.createElement("select");
    const reference = sides.find((s) => s.dataset.reference);
    const add = (value, text) => { const o = document.createElement("option"); o.value = value; o.textContent = text; select.append(o); };
    for (const s of sides) add(s.dataset.agency, (names.get(s.dataset.agency) || s.dataset.agency) + (s === reference ? " (reference)" : ""));
    add("", "nobody: plain words");
    select.value = reference ? reference.dataset.agency : "";
    label.append(select);
    row.el.querySelector(".sides").before(label);
    const own = new Map(sides.map((s) => [s, all(".words", s).map((span) => ({ span, made: Array.from(span.childNodes), plain: plain(span) }))]));
    select.addEventListener("change", () => {
      const from = sides.find((s) => s.dataset.agency === select.value);
      const old = from && own.get(from).flatMap((p) => p.plain);
      for (const s of sides) {
        const parts = own.get(s);
        all(".nored", s).forEach((n) => { n.hidden = true; });
        if (from && from === reference) {
          parts.forEach((p) => p.span.replaceChildren(...p.made));
          all(".nored", s).forEach((n) => { n.hidden = false; });
        } else if (!from || s === from) {
          parts.forEach((p) => show(p.span, [["", p.plain]]));
        } else {
          const pieces = diff(old, parts.flatMap((p) => p.plain));
          if (!pieces) { parts.forEach((p) => show(p.span, [["", p.plain]])); continue; }
          let at = 0, used = 0;
          const given = parts.map(() => []);
          for (const [how, run] of pieces) {
            if (how === "del") { given[at].push([how, run]); continue; }
            for (let rest = run; rest.length;) {
              while (at + 1 < parts.length && used === parts[at].plain.length) { at++; used = 0; }
              const here = at + 1 === parts.length ? rest.length : Math.min(rest.length, parts[at].plain.length - used);
              given[at].push([how, rest.slice(0, here)]);
              used += here;
              rest = rest.slice(here);
            }
          }
          parts.forEach((p, n) => show(p.span, given[n]));
        }
      }
    });
  };

  // Words are looked for in what is said of a row and in it: its title, reason, positions, citations and the order's words, but not
  // in the clauses that were not taken, nor in agencies' names.
  const folded = (text) => text.toLowerCase().replace(/\u2019/g, "'").replace(/\b(de|un|dis|re|co|non)-(?=\p{L})/gu, "$1").replace(/\s+/g, " ");
  const searched = (row) => folded([row.name].concat(all(".reason, .part, .position, .head td > .cite", row.el).map((el) => el.textContent)).join(" "));
  const asked = (text) => (folded(text).match(/"[^"]*"?|[^\s"]+/g) || []).map((w) => w.replace(/"/g, "").trim()).filter(Boolean);
  const letter = /[\p{L}\p{N}]/u;
  const begins = (text, word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !letter.test(text[at - 1]) || !letter.test(word[0])) return true;
    }
    return false;
  };

  // Filters, each with counts of what it would leave.
  const fields = ["verdict", "aspect", "topic", "force", "agency", "stand"].map((name) => [name, $("f-" + name)]);
  const mine = $("f-mine");
  const tests = {
    verdict: (r, v) => r.verdict.has(v),
    aspect: (r, v) => r.aspects.has(v),
    topic: (r, v) => r.topic === v,
    force: (r, v) => {
      const only = $("f-agency").value;
      return only ? (r.cells.get(only) || {}).force === v : Array.from(r.cells.values()).some((c) => c.force === v);
    },
    agency: (r, v) => (r.cells.get(v) || {}).state === "says",
    stand: (r, v) => {
      const cell = r.cells.get(mine.value);
      if (!cell) return true;
      if (v === "silent") return cell.state === "silent";
      if (v === "only") return cell.alone || (cell.state === "says" && r.verdict.has("unique"));
      return cell.stand.has(v);
    },
  };
  const base = new Map(fields.flatMap(([, el]) => Array.from(el.options).map((o) => [o, o.textContent])));
  fields.forEach(([, el]) => Array.from(el.options).forEach((o) => { if (!o.hasAttribute("value")) o.value = o.textContent; }));
  const filter = () => {
    const wanted = asked($("f-text").value);
    const passes = rows.map((row) => {
      if (wanted.length && row.text === null) row.text = searched(row);
      return wanted.every((w) => begins(row.text, w));
    });
    const off = fields.map(([name, el]) => rows.map((row, n) => (passes[n] && (!el.value || tests[name](row, el.value)) ? 0 : 1)));
    const missed = rows.map((_, n) => off.reduce((sum, o) => sum + o[n], 0));
    let shown = 0;
    const topicsShown = new Set();
    rows.forEach((row, n) => {
      row.shown = passes[n] && missed[n] === 0;
      row.el.hidden = !row.shown;
      if (row.shown) { shown++; topicsShown.add(row.topic); }
    });
    topics.forEach((t) => { t.hidden = !topicsShown.has(t.dataset.topic); });
    fields.forEach(([name, el], f) => {
      for (const option of el.options) {
        if (!option.value) continue;
        const n = rows.filter((row, k) => passes[k] && missed[k] - off[f][k] === 0 && tests[name](row, option.value)).length;
        option.textContent = base.get(option) + " (" + n + ")";
      }
    });
    $("f-stand").disabled = !mine.value;
    if (mine.value !== own) place(mine.value);
    $("f-count").textContent = shown + " of " + rows.length + " rows";
    $("nothing").hidden = shown > 0;
  };
  // The column of the reader's own agency stands first and stays in sight.
  let own = "";
  const place = (agency) => {
    all(".matrix .own").forEach((el) => el.classList.remove("own"));
    if (agency) all(".matrix [data-agency='" + CSS.escape(agency) + "']:not(section)").forEach((el) => el.classList.add("own"));
    own = agency;
  };
  const tools = $("tools");
  let soon = 0;
  tools.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(filter, 60); });
  tools.addEventListener("reset", () => setTimeout(() => { mine.value = document.body.dataset.mine; filter(); }, 0));
  tools.addEventListener("submit", (event) => event.preventDefault());
  mine.value = document.body.dataset.mine;
  filter();

  // Links to rows and cells.
  const arrive = () => {
    const target = $(decodeURIComponent(location.hash.slice(1)));
    const row = target && rowOf(target);
    if (!row) return;
    if (!row.shown) { tools.reset(); setTimeout(arrive, 5); return; }
    open(row, true);
    target.scrollIntoView({ block: "start", inline: "nearest" });
    row.button.focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#p-"]');
    if (link && link.hash === location.hash) arrive();
  });
  if (location.hash) arrive();

  // The basket.
  const picked = () => rows.filter((r) => r.pick.checked);
  const said = (text) => { $("b-said").textContent = text; };
  const changed = () => {
    const n = picked().length;
    $("basket").hidden = n === 0;
    $("b-count").textContent = n;
    try { sessionStorage.setItem("basket", picked().map((r) => r.id).join(" ")); } catch (_) { /* storage is off: the basket lives as long as the page */ }
  };
  frame.addEventListener("change", (event) => { if (event.target.classList.contains("pick")) changed(); });
  const entries = () => picked().map((row) => ({
    id: row.id,
    title: row.name,
    verdict: Array.from(row.verdict).join(", ") + (row.aspects.size ? ": " + Array.from(row.aspects).join(", ") : ""),
    sides: all(".side[data-agency]", row.el).filter((s) => s.querySelector(".words")).map((s) => ({
      agency: names.get(s.dataset.agency) || s.dataset.agency,
      parts: all(".part", s).map((p) => ({
        citation: p.querySelector(".cite").firstChild.textContent.trim(),
        text: ((p.querySelector(".lead") || {}).textContent || "") + " " + plain(p.querySelector(".words")).join(" "),
      })),
    })),
  }));
  const escape = (text) => text.replace(/[\\`*_[\]#|~!$]/g, "\\$&").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const markdown = () => entries().map((e) => "## " + escape(e.title) + "\n\n" + e.verdict + " (" + e.id + ")\n\n" +
    e.sides.map((s) => s.parts.map((p) => "- **" + escape(s.agency) + "** " + escape(p.citation) + ": " + escape(p.text.trim())).join("\n")).join("\n") + "\n").join("\n");
  const guard = (text) => '"' + (/^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? "'" : "") + text.replace(/"/g, '""') + '"';
  const csv = () => [["id", "provision", "verdict", "agency", "citation", "words"]].concat(
    entries().flatMap((e) => e.sides.flatMap((s) => s.parts.map((p) => [e.id, e.title, e.verdict, s.agency, p.citation, p.text.trim()])))
  ).map((line) => line.map(guard).join(",")).join("\r\n") + "\r\n";
  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    said("Saved as " + name);
  };
  const copy = async () => {
    const text = markdown();
    try {
      await navigator.clipboard.writeText(text);
    } catch (_) {
      // From a file share the clipboard is often closed to scripts; the old way still works there.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    said("Copied");
  };
  $("b-copy").addEventListener("click", copy);
  $("b-md").addEventListener("click", () => save("basket.md", "text/markdown;charset=utf-8", markdown()));
  $("b-csv").addEventListener("click", () => save("basket.csv", "text/csv;charset=utf-8", "\uFEFF" + csv()));
  $("b-empty").addEventListener("click", () => { rows.forEach((r) => { r.pick.checked = false; }); changed(); });
  try {
    const kept = new Set(words(sessionStorage.getItem("basket")));
    rows.forEach((r) => { r.pick.checked = kept.has(r.id); });
  } catch (_) { /* storage is off */ }
  changed();
})();
