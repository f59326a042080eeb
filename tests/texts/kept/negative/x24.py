# -*- coding: utf-8 -*-
"""Lecture des segments PID d'un flux HL7 et contrôle de cohérence de l'identité."""
import re
from datetime import date

SEXES = {"M": "masculin", "F": "féminin", "I": "indéterminé"}


class IdentiteIncoherente(ValueError):
    pass


def lire_pid(ligne):
    champs = ligne.rstrip("\r\n").split("|")
    if champs[0] != "PID":
        raise ValueError("segment PID attendu")
    nom, _, prenom = champs[5].partition("^")
    naissance = champs[7]
    if not re.fullmatch(r"\d{8}", naissance):
        raise IdentiteIncoherente("date de naissance illisible : %r" % naissance)
    jour = date(int(naissance[:4]), int(naissance[4:6]), int(naissance[6:]))
    if jour > date.today():
        raise IdentiteIncoherente("patient né dans le futur")
    return {"nom": nom, "prenom": prenom.split("^")[0], "ddn": jour,
            "sexe": SEXES.get(champs[8], "inconnu")}


def age(ddn, le=None):
    le = le or date.today()
    return le.year - ddn.year - ((le.month, le.day) < (ddn.month, ddn.day))


def doublons(patients):
    """Regroupe les identités probablement répétées (même naissance, noms proches)."""
    par_jour = {}
    for p in patients:
        par_jour.setdefault((p["ddn"], p["sexe"]), []).append(p)
    for groupe in par_jour.values():
        if len(groupe) < 2:
            continue
        for i, a in enumerate(groupe):
            for b in groupe[i + 1:]:
                if a["nom"][:4] == b["nom"][:4] or a["prenom"] == b["prenom"]:
                    yield a, b
if __name__ == "__main__":
    import sys
    for l in sys.stdin:
        if l.startswith("PID|"):
            try:
                p = lire_pid(l)
                print("%(nom)s;%(prenom)s;%(sexe)s" % p, age(p["ddn"]))
            except IdentiteIncoherente as e:
                print("REJET", e, file=sys.stderr)
