#!/usr/bin/env python3
"""Measures the two real extracts of the Joconde base and writes seeds/generation.json: shares of the terms of the ministry's
public lexicon, filling rates, lengths, numbers of values. No title, author, description or number of a notice is kept.

Usage: seeds/measure-extracts.py ../shared/data"""
import collections
import csv
import json
import math
import pathlib
import re
import sys
import unicodedata

DATA = pathlib.Path(sys.argv[1])
OUT = pathlib.Path(__file__).resolve().parent / "generation.json"
csv.field_size_limit(10**9)
NAMES_2020 = dict(zip(
    "Domaine Dénomination Appellation Titre Auteur Précisions_sur_l'auteur Lieu_de_création Période_de_création Millésime Epoque Utilisation "
    "Dimensions Matériaux-techniques Sujet Statut_juridique Date_d'acquisition Ecole Onomastique Période_d'utilisation".split(),
    "DOMN DENO APPL TITR AUTR PAUT LIEUX PERI MILL EPOQ UTIL DIMS TECH REPR STAT DACQ ECOL ONOM PERU".split()))
NAMES_2024 = dict(zip(
    "Domaine Denomination_1 Appellation Utilisation Precisions_utilisation Description Materiaux_techniques Inscription Precisions_inscriptions Auteur "
    "Sujet_Represente Precisions_sujets_representes Mesures Titre Periode_de_creation_1 Epoque Ancienne_appartenance Bibliographie Exposition".split(),
    "DOMN DENO APPL UTIL PUTI DESC TECH INSC PINS AUTR REPR PREP DIMS TITR PERI EPOQ APTN BIBL EXPO".split()))


def rows(name, names):
    with open(DATA / "joconde" / name, encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            yield {code: ("" if fold(row[column]) == "non renseigne" else row[column].strip()) for column, code in names.items()}


def fold(text):
    text = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return re.sub(r"\s+", " ", "".join(c for c in text if unicodedata.category(c) != "Mn")).strip()


def lexicon(*names):
    terms = {}
    for name in names:
        for line in (DATA / "vocabulary/lexiques-joconde-2014" / f"lex{name}.txt").read_text(encoding="utf-8-sig").splitlines():
            term = re.split(r" = |<", line)[0].strip()
            if term:
                terms.setdefault(term.lower(), term)
    # « bronze » must not become « bronzé »: the exact spelling first, the folded one where nothing else answers.
    for term in list(terms.values()):
        terms.setdefault(fold(term), term)
    return terms


def find(code, text):
    return lex[code].get(text.lower()) or lex[code].get(fold(text))


def pieces(text, marks):
    return [p.strip() for p in re.split(f"[{marks}]", text) if p.strip()]


def top(counter, n):
    return dict(sorted(counter.most_common(n), key=lambda kv: (-kv[1], kv[0])))


def lengths(values):
    """Eleven deciles, the last cut at the 99th centile: one absurd text must not lengthen many."""
    sizes = sorted(len(v) for v in values)
    return [sizes[min(len(sizes) - 1, int(len(sizes) * min(0.99, q / 10)))] for q in range(11)]


def shares(numbers, longest):
    counter = collections.Counter(min(n, longest) for n in numbers if n)
    return [round(counter[n] / sum(counter.values()), 3) for n in range(1, longest + 1)]


old = list(rows("joconde-extrait-2020.csv", NAMES_2020))
new = list(rows("joconde-costumes-2024.csv", NAMES_2024))
both = old + new
lex = {code: lexicon(*files) for code, files in {
    "DOMN": ["domn"], "DENO": ["deno"], "TECH": ["tech", "techA", "techB"], "PERI": ["peri"], "REPR": ["repr"], "EPOQ": ["epoq"],
    "ECOL": ["ecol"], "UTIL": ["util"], "LIEUX": ["lieux"], "INSC": ["insc"], "AUTR": ["autrole"], "STAT": ["stat"]}.items()}


def known(code, text, marks=";#,"):
    bare = re.sub(r"\([^)]*\)", "", text)
    return [term for p in pieces(bare, marks) if (term := find(code, p))]


families = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
for row in old:
    domains = known("DOMN", row["DOMN"])
    if not domains:
        continue
    families[domains[0]]["domains"][" ; ".join(dict.fromkeys(domains))] += 1
for row in both:
    domains = known("DOMN", row["DOMN"])
    family = "costume - accessoires du costume" if "costume - accessoires du costume" in domains else domains[0] if domains else None
    if family not in families:
        continue
    for code in ("DENO", "TECH", "PERI", "UTIL"):
        families[family][code].update(known(code, row[code]))
# The costume extract holds one domain only: its notices weigh a sixteenth, which gives that domain a plausible share of the whole.
costume = collections.Counter(" ; ".join(dict.fromkeys(d)) for row in new if (d := known("DOMN", row["DOMN"])))
families["costume - accessoires du costume"]["domains"].update({value: n // 16 for value, n in costume.items() if n >= 16})
kept = sorted(families, key=lambda f: -sum(families[f]["domains"].values()))[:26]

NO_ROLES = {"d'après", "dit", "?", "atelier", "usine", "attribué", "anonyme", "auteur", "patronyme", "née"}
subjects, details, places, ways, owners, roles = (collections.Counter() for _ in range(6))
for row in both:
    for group in pieces(row["REPR"], "#"):
        head, _, inside = group.partition("(")
        subjects.update(known("REPR", head))
        details.update(term for p in pieces(inside, ",;:()") if (term := find("REPR", p)))
for row in old:
    parts = pieces(re.sub(r"\([^)]*\)", "", row["LIEUX"]), ",;#")
    if parts and all(find("LIEUX", p) for p in parts):
        places[", ".join(find("LIEUX", p) for p in parts)] += 1
    status = pieces(row["STAT"], ";")
    owners.update(p for p in status[:1] if find("STAT", p) and p.startswith("propriété"))
    ways.update(term for p in status[1:2] if (term := find("STAT", p)))
for row in both:
    for inside in re.findall(r"\(([^)]*)\)", row["AUTR"]):
        roles.update(term for p in pieces(inside, ",;") if (term := find("AUTR", p)) and term not in NO_ROLES)

authored = [r["AUTR"] for r in old]
museums = sorted(collections.Counter(r["Code_Museofile"] for r in csv.DictReader(
    open(DATA / "joconde/joconde-costumes-2024.csv", encoding="utf-8-sig", newline=""))).values(), reverse=True)
steps = [(math.log(rank + 1), math.log(n)) for rank, n in enumerate(museums[:60])]
mean = [sum(s[i] for s in steps) / len(steps) for i in (0, 1)]
slope = -sum((x - mean[0]) * (y - mean[1]) for x, y in steps) / sum((x - mean[0]) ** 2 for x, _ in steps)


def fill(code):
    source = old if code in NAMES_2020.values() else new
    return round(sum(1 for r in source if r.get(code)) / len(source), 3)


COUNTED = {"DENO": 3, "TECH": 5, "PERI": 2, "REPR": 3, "UTIL": 2, "EPOQ": 2}
measured = {
    "about": "Shares measured on two extracts of the Joconde base (Ministère de la Culture, Licence Ouverte 2.0); terms of the ministry's lexicon only. Made by seeds/measure-extracts.py.",
    "fill": {code: fill(code) for code in sorted(set(NAMES_2020.values()) | set(NAMES_2024.values()))},
    "lengths": {code: lengths([r[code] for r in (old if code in ("TITR", "PAUT", "ONOM") else new) if r.get(code)])
                for code in ("TITR", "DESC", "PINS", "PREP", "PUTI", "APTN", "BIBL", "EXPO", "PAUT", "APPL", "ONOM")},
    "counts": {code: shares((len(known(code, r[code])) for r in both), longest) for code, longest in COUNTED.items()},
    "details": shares((len([p for p in pieces(re.sub(r"^[^(]*\(", "", g), ",") if fold(p) in lex["REPR"]]) for r in both for g in pieces(r["REPR"], "#") if "(" in g), 6),
    "museumSlope": round(slope, 2),
    "anonymous": round(sum(1 for a in authored if "anonyme" in a) / len(authored), 3),
    "authors": shares((len([p for p in pieces(a, ";") if len(p) > 3]) for a in authored), 3),
    "after": round(sum(1 for a in authored if "d'après" in a) / len(authored), 3),
    "roles": top(roles, 20),
    "subjects": top(subjects, 60),
    "subjectDetails": top(details, 700),
    "places": top(places, 60),
    "owners": top(owners, 8),
    "ways": top(ways, 10),
    "schools": top(collections.Counter(t for r in old for t in known("ECOL", r["ECOL"])), 25),
    "epochs": top(collections.Counter(t for r in both for t in known("EPOQ", r["EPOQ"])), 30),
    "inscriptions": top(collections.Counter(t for r in new for t in known("INSC", r["INSC"])), 15),
    "families": [
        {"name": f, "domains": top(families[f]["domains"], 12), "denominations": top(families[f]["DENO"], 40), "techniques": top(families[f]["TECH"], 30),
         "periods": top(families[f]["PERI"], 24), "uses": top(families[f]["UTIL"], 12)}
        for f in kept if families[f]["TECH"] and families[f]["PERI"]],
}
OUT.write_text(json.dumps(measured, ensure_ascii=False, separators=(",", ":")).replace('},{"name"', '},\n{"name"').replace('},"', '},\n"') + "\n", encoding="utf-8")
