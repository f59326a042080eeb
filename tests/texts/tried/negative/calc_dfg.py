# -*- coding: utf-8 -*-
"""Calculs rénaux : Cockcroft-Gault, CKD-EPI 2009 (sans ethnicité), MDRD simplifié.

Les fonctions renvoient toujours un float en ml/min (ou ml/min/1,73 m²).
Aucune donnée n'est conservée par le module ; l'appelant fournit âge, sexe, créatinine.
"""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date


class DonneeInvalide(ValueError):
    """Levée si une grandeur sort des bornes physiologiques."""


@dataclass(frozen=True)
class Patient:
    """Structure minimale. Ne PAS y ajouter le nom : voir ticket 1184."""
    date_naissance: date
    sexe: str          # 'F' ou 'M'
    poids_kg: float | None = None
    taille_cm: float | None = None

    def age(self, au: date | None = None) -> int:
        au = au or date.today()
        n = self.date_naissance
        return au.year - n.year - ((au.month, au.day) < (n.month, n.day))


def _verifier_creat(creat_umol: float) -> None:
    if not 10 <= creat_umol <= 2500:
        raise DonneeInvalide(f"créatinine {creat_umol} µmol/l hors bornes")


def cockcroft(p: Patient, creat_umol: float) -> float:
    """(140 - âge) x poids x k / créatinine ; k = 1,23 homme, 1,04 femme."""
    _verifier_creat(creat_umol)
    if p.poids_kg is None:
        raise DonneeInvalide("poids requis pour Cockcroft-Gault")
    k = 1.04 if p.sexe == "F" else 1.23
    return (140 - p.age()) * p.poids_kg * k / creat_umol


def ckd_epi(p: Patient, creat_umol: float) -> float:
    _verifier_creat(creat_umol)
    scr = creat_umol / 88.4
    kappa, alpha, coef = (0.7, -0.329, 1.018) if p.sexe == "F" else (0.9, -0.411, 1.0)
    return (141 * min(scr / kappa, 1) ** alpha * max(scr / kappa, 1) ** -1.209
            * 0.993 ** p.age() * coef)


def stade_mrc(dfg: float) -> str:
    for borne, stade in ((90, "1"), (60, "2"), (45, "3a"), (30, "3b"), (15, "4")):
        if dfg >= borne:
            return stade
    return "5"


if __name__ == "__main__":
    # exemple de démonstration, valeurs rondes
    demo = Patient(date(1950, 1, 1), "F", poids_kg=60)
    for c in (60, 90, 150, 400):
        d = ckd_epi(demo, c)
        print(f"créat {c:>3} -> {d:5.1f} stade {stade_mrc(d)}")
