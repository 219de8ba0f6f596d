"use strict";
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const by = (id) => document.getElementById(id);
const entries = all(".e").map((node) => ({ node, head: node.firstElementChild.textContent.toLowerCase(), clauses: all(".c", node) }));
const apply = () => {
  const [q, h, r, a] = ["q", "h", "r", "a"].map((id) => by(id).value);
  const needle = q.trim().toLowerCase();
  let requirements = 0, clauses = 0;
  for (const { node, head, clauses: found } of entries) {
    const inHead = head.includes(needle);
    let some = 0;
    for (const clause of found) {
      const d = clause.dataset;
      const fits = (!a || d.a === a) && (!r || d.r.split("|").includes(r)) && (inHead || (clause.id + " " + clause.textContent).toLowerCase().includes(needle));
      clause.hidden = !fits;
      some += fits;
    }
    node.hidden = !((some || (!found.length && inHead && !a && !r)) && (!h || node.dataset.h === h));
    if (!node.hidden) { requirements += 1; clauses += some; }
  }
  for (const chapter of all(".h")) chapter.hidden = !all(".e", chapter).some((node) => !node.hidden);
  by("shown").textContent = requirements + " eisen en " + clauses + " clausules getoond van " + entries.length + " en " + entries.reduce((n, e) => n + e.clauses.length, 0);
};
by("filter").addEventListener("input", apply);
by("filter").addEventListener("reset", () => setTimeout(apply));
by("open").addEventListener("click", () => { for (const node of all(".e,.c")) if (!node.hidden) node.open = true; });
by("shut").addEventListener("click", () => { for (const node of all(".e,.c,.w")) node.open = false; });
apply();
const reveal = () => {
  const target = location.hash.length > 1 && by(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) { node.hidden = false; if (node.tagName === "DETAILS") node.open = true; }
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
addEventListener("beforeprint", () => { for (const node of all(".e,.c")) if (!node.hidden) node.open = true; });
})();
