#!/usr/bin/env python3
"""Répartit les bouquets entre les marchés de la semaine (jardin des Hautes Terres)."""
import csv, collections, random

MARCHES = {"mardi": 40, "jeudi": 55, "samedi": 120}

def charger(chemin):
    with open(chemin, encoding="utf-8") as f:
        return [(l["variete"], int(l["tiges"])) for l in csv.DictReader(f)]

def repartir(recolte, graine=7):
    random.seed(graine)
    total = sum(MARCHES.values())
    plan = collections.defaultdict(dict)
    for variete, tiges in recolte:
        reste = tiges
        for jour, poids in MARCHES.items():
            part = tiges * poids // total
            plan[jour][variete] = part
            reste -= part
        plan["samedi"][variete] += reste  # les invendus du samedi vont à la maison de retraite
    return plan

def verifier(plan, recolte):
    """Aucune tige ne doit se perdre en route."""
    for variete, tiges in recolte:
        somme = sum(lots.get(variete, 0) for lots in plan.values())
        assert somme == tiges, f"{variete} : {somme} au lieu de {tiges}"

def invendus(plan, ventes):
    """Tiges restantes par jour, d'après le cahier de caisse."""
    return {jour: {v: n - ventes.get(jour, {}).get(v, 0) for v, n in lots.items()}
            for jour, lots in plan.items()}
def etiquettes(plan, jour):
    """Une étiquette par seau, dix tiges par bouquet, le reliquat en vrac."""
    for variete, n in sorted(plan[jour].items()):
        bouquets, vrac = divmod(n, 10)
        for i in range(bouquets):
            yield f"{jour.upper():<8}{variete:<22}bouquet {i + 1}/{bouquets}"
        if vrac:
            yield f"{jour.upper():<8}{variete:<22}vrac {vrac}"
if __name__ == "__main__":
    for jour, lots in repartir(charger("recolte.csv")).items():
        print(jour, ", ".join(f"{n} {v}" for v, n in lots.items()))
