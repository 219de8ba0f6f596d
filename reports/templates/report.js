"use strict";
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const by = (id) => document.getElementById(id);
const make = (tag, text) => { const node = document.createElement(tag); if (text !== undefined) node.textContent = text; return node; };
const evidence = (async () => {
  const bytes = Uint8Array.from(atob(by("evidence").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
})();
let known = null;

const moment = (pair) => {
  const text = (s) => new Date(s * 1000).toLocaleString("nl-NL", { timeZone: "Europe/Amsterdam", hour12: false }) + "," + String(Math.floor(s * 1000 % 1000)).padStart(3, "0");
  return pair[0] === pair[1] ? text(pair[1]) : text(pair[0]) + " tot " + text(pair[1]);
};
const isMoment = (key, value) => ["opened", "ended", "started", "answered", "moment"].includes(key) && Array.isArray(value);
const words = { kind: "soort", number: "nummer", simulator: "tegenpartij", sut_role: "rol van het systeem", peer: "adres", opened: "geopend", ended: "geëindigd", end_by: "beëindigd door", end_how: "einde", clear_text: "zonder TLS", certificate_sent: "certificaat verzonden", handshake_completed: "handshake voltooid", version: "versie", suite: "suite", offered_versions: "aangeboden versies", offered_suites: "aangeboden suites", server_name: "gevraagde naam", resumed: "hervat", certificate_requested: "certificaat gevraagd", ca_names: "CA-namen", sut_certificates: "certificaten van het systeem", bench_certificate: "certificaat van de toetsbank", bench_maximum_version: "hoogste versie van de toetsbank", bench_suites: "suites van de toetsbank", secure_renegotiation: "veilige heronderhandeling", alerts: "alerts", refreshes: "verversingen", application_records: "records met gegevens", oldest_key_age: "oudste sleutel (s)", oldest_key_record: "bij record", longest_idle: "langst ongebruikt (s)", longest_use: "langst in gebruik (s)", resumed_age: "ouderdom van de hervatte sessie (s)", requests: "verzoeken", connection: "verbinding", started: "begonnen", answered: "beantwoord", method: "methode", path: "pad", soap_action: "SOAPAction", status: "HTTP-status", interaction: "interactie", message_id: "bericht-id", level: "niveau", by: "door", means: "middel", subject: "houder", issuer: "uitgever", serial: "serienummer", not_before: "geldig vanaf", not_after: "geldig tot", signature_hash: "hash van handtekening", key_type: "sleutel", key_bits: "bits", key_usage: "gebruik", extended_key_usage: "uitgebreid gebruik", dns_names: "namen", uzi_name: "UZI-naam", name: "naam", sha256: "SHA-256", bsn: "BSN", sender: "afzender", tokens: "tokens", refused: "geweigerd", answer: "antwoord", request_sha256: "verzoek (SHA-256)", response_sha256: "antwoord (SHA-256)", what: "wat", moment: "moment" };
const sides = { sut: "het systeem", bank: "de toetsbank" };
const show = (key, value) => isMoment(key, value) ? moment(value) : ["by", "end_by"].includes(key) ? sides[value] || value : plain(value);
const plain = (value) => {
  if (value === true) return "ja";
  if (value === false) return "nee";
  if (Array.isArray(value)) { const items = value.map(plain); return items.join(items.some((item) => item.includes(",") || item.includes(";")) ? "\n" : ", "); }
  if (value && typeof value === "object") return Object.entries(value).filter(([, v]) => v !== null && v !== "" && !(Array.isArray(v) && !v.length)).map(([k, v]) => (words[k] || k.replaceAll("_", " ")) + " " + show(k, v)).join("; ");
  if (typeof value === "number" && !Number.isInteger(value)) return value.toLocaleString("nl-NL", { maximumFractionDigits: 3 });
  return String(value);
};
const headline = (f) => f.kind === "bericht" ? [f.simulator, "bericht", f.interaction || f.path, f.status && "→ " + f.status, f.answer].filter(Boolean).join(" ")
  : f.kind === "verbinding" ? [f.simulator, "verbinding", f.version || (f.clear_text ? "zonder TLS" : "geen TLS-sessie"), f.suite].filter(Boolean).join(" ") : [f.simulator, f.kind, f.what].filter(Boolean).join(" ");

const table = (facts) => {
  const list = make("dl"); list.className = "f";
  for (const [key, value] of Object.entries(facts)) list.append(make("dt", words[key] || key.replaceAll("_", " ")), make("dd", show(key, value)));
  return list;
};
const inner = (name) => { const node = make("details"); node.className = "w"; node.dataset.w = name; node.append(make("summary", "waarneming " + name)); caption(node); return node; };
const caption = (node) => { const found = known && known.o[node.dataset.w]; if (found && !node.dataset.c) { node.dataset.c = 1; node.firstElementChild.append(" · " + headline(found.f)); } };
const fill = (node) => {
  if (!known || node.dataset.full) return;
  node.dataset.full = 1;
  const found = known.o[node.dataset.w];
  if (!found) { node.append(make("p", "Deze waarneming staat niet in het logboek.")); return; }
  node.append(table(found.f));
  if (found.f.kind === "bericht" && found.f.connection !== undefined) {
    const name = node.dataset.w.replace(/\d+$/, found.f.connection);
    if (known.o[name]) node.append(inner(name));
  }
  for (const digest of found.p) {
    const role = digest === found.f.request_sha256 ? "Verzoek" : digest === found.f.response_sha256 ? "Antwoord" : "Inhoud";
    node.append(make("h6", role + ", payloads/" + digest));
    node.append(digest in known.p ? make("pre", known.p[digest]) : make("p", "Niet in deze pagina opgenomen; zie het bestand in de runmap."));
  }
};
const steps = (clause) => {
  for (const list of known ? all("ol[data-s]", clause) : []) {
    for (const [keyword, text, wrong] of known.s[list.dataset.s] || []) { const item = make("li"); item.append(make("b", keyword), " " + text); if (wrong) item.className = "x"; list.append(item); }
    delete list.dataset.s;
  }
};
evidence.then((data) => {
  known = data;
  for (const node of all(".c[open]")) steps(node);
  for (const node of all(".w")) { caption(node); if (node.open) fill(node); }
  reveal(); // the steps that came in above it have moved it
}, () => { for (const node of all(".w")) node.append(make("p", "Deze browser kan de waarnemingen niet uitpakken; zie report.json en de map payloads.")); });
document.addEventListener("toggle", ({ target }) => { if (target.open && target.matches(".w")) fill(target); if (target.open && target.matches(".c")) steps(target); }, true);

const entries = all(".e").map((node) => ({ node, chapter: node.closest(".h"), head: node.firstElementChild.textContent.toLowerCase(), clauses: all(".c", node).map((c) => ({ node: c, text: null })) }));
const textOf = (clause) => clause.text ??= (clause.node.id + " " + clause.node.textContent).toLowerCase();
const apply = () => {
  const [q, h, v, r, m, a] = ["q", "h", "v", "r", "m", "a"].map((id) => by(id).value);
  const needle = q.trim().toLowerCase();
  let requirements = 0, clauses = 0;
  for (const { node, head, clauses: found } of entries) {
    const inHead = head.includes(needle);
    let some = 0;
    for (const clause of found) {
      const d = clause.node.dataset;
      const fits = (!v || d.v === v) && (!a || d.a === a) && (!r || d.r.split("|").includes(r)) && (inHead || textOf(clause).includes(needle));
      clause.node.hidden = !fits;
      some += fits;
    }
    const own = !found.length && inHead && (!v || node.dataset.v === v) && !a && !r;
    node.hidden = !((some || own) && (!h || node.dataset.h === h) && (!m || node.dataset.m === m));
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
  if (!target) return;
  for (let node = target; node; node = node.parentElement) { node.hidden = false; if (node.tagName === "DETAILS") node.open = true; }
  const bar = by("filter");
  document.documentElement.style.setProperty("--bar", (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0) + "px");
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();

let opened = [];
addEventListener("beforeprint", () => {
  const wanted = [...all(".e"), ...all(".c[data-d]"), ...all("#vooraf details"), ...all(".c[data-v=fail] .w,.c[data-v=err] .w").filter((node) => !node.closest("[hidden]"))];
  opened = wanted.filter((node) => !node.open && !node.hidden);
  for (const node of opened) { node.open = true; if (node.matches(".w")) fill(node); }
  for (const node of all(".c[open]")) steps(node);
});
addEventListener("afterprint", () => { for (const node of opened) node.open = false; opened = []; });
})();
